import { expect } from '@playwright/test';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { test } from '../console/open-console.ts';
import { Crowd } from './crowd.ts';
import { recordTasks } from './renderer-tasks.ts';

const SECRET = 'a secret for tests alone';
const RADIOS = 1_000;
const CHANNELS = Array.from(
  { length: 50 },
  (_, index) => `ch-${String(index + 1).padStart(2, '0')}`,
);
const MEASURED_MS = 8_000;

const settings = {
  channels: CHANNELS.map((id) => ({ channel_id: id, channel_name: `Channel ${id}`, capacity: 20 })),
};

test('what a thousand radios cost the window', async ({ openConsole }) => {
  const { app, page } = await openConsole({ settings, env: { LIVECHAT_SECRET: SECRET } });
  const url = await page.getByTestId('gateway-address').innerText();
  const udpPort = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const { net } = await livechat.snapshot();
    return net.state === 'on_air' ? net.addresses.udp_port : 0;
  });
  const crowd = await Crowd.open({
    url,
    udpPort,
    secret: SECRET,
    radios: RADIOS,
    channels: CHANNELS,
    talkers: CHANNELS.length,
  });
  await expect(page.getByTestId('count-radios')).toHaveText('1,000');
  await expect(page.getByTestId('count-talkers')).toHaveText('50');
  const views = await page.getByRole('navigation').getByRole('button').all();
  const openChannel = page.getByRole('button', { name: 'Open channel Channel ch-01' });
  const openPeer = page.locator('.place-button').first();
  // A channel’s page, and the charts of one peer, are views as well.
  const [net, radios, zombies, media, ...others] = views;
  for (const view of [net, openChannel, radios, zombies, media, openPeer, ...others]) {
    await view?.click();
    const name = (await page.getByRole('heading', { level: 1 }).innerText()).padEnd(10);
    // The first drawing of a view is not its steady state.
    await recordTasks(app, 2_000);
    const { busy, longest, longestCpu, p99, long } = await recordTasks(app, MEASURED_MS);
    const figures = [`${(100 * busy).toFixed(0)} % busy`, `longest task ${longest.toFixed(1)} ms`];
    figures.push(
      `${longestCpu.toFixed(1)} ms of it running`,
      `p99 ${p99.toFixed(2)} ms`,
      `${long} over 50 ms`,
    );
    // eslint-disable-next-line no-console -- it is what the spec is for
    console.log(`${name} ${figures.join(', ')}`);
  }
  crowd.close();
});
