import { expect, type ElectronApplication, type Page } from '@playwright/test';
import type { ConsoleApi } from '../../src/contract/console.ts';
import type { ConsoleOptions, OpenConsole } from '../console/open-console.ts';
import { Crowd } from './crowd.ts';

const SECRET = 'a secret for tests alone';
const RADIOS = 1_000;
const CHANNELS = Array.from(
  { length: 50 },
  (_, index) => `ch-${String(index + 1).padStart(2, '0')}`,
);
const settings = {
  channels: CHANNELS.map((id) => ({ channel_id: id, channel_name: `Channel ${id}`, capacity: 20 })),
};

type FullNet = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly crowd: Crowd;
};

/** A console with a thousand radios in fifty channels, one of each talking. */
export async function openFullNet(
  openConsole: (options: ConsoleOptions) => Promise<OpenConsole>,
): Promise<FullNet> {
  const { app, page } = await openConsole({ settings, env: { LIVECHAT_SECRET: SECRET } });
  const url = await page.getByTestId('gateway-address').innerText();
  const udpPort = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const { net } = await livechat.snapshot();
    return net.state === 'on_air' ? net.addresses.udp_port : 0;
  });
  const crowd = await Crowd.open({
    ...{ url, udpPort, secret: SECRET },
    ...{ radios: RADIOS, channels: CHANNELS, talkers: CHANNELS.length },
  });
  await expect(page.getByTestId('count-radios'), crowd.lost.join('\n')).toHaveText('1,000');
  await expect(page.getByTestId('count-talkers')).toHaveText('50');
  return { app, page, crowd };
}
