import { expect } from '@playwright/test';
import { resolve } from 'node:path';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { test } from '../console/open-console.ts';
import { Crowd } from '../crowd/crowd.ts';

/** Pictures of the views that many radios fill: a thousand of them in fifty channels. */

const folder = resolve(import.meta.dirname, '../../test-results/screenshots');
const SECRET = 'a secret for tests alone';
const CHANNELS = Array.from(
  { length: 50 },
  (_, index) => `ch-${String(index + 1).padStart(2, '0')}`,
);
const settings = {
  channels: CHANNELS.map((id) => ({ channel_id: id, channel_name: `Channel ${id}`, capacity: 20 })),
};

test('views with many radios', async ({ openConsole }) => {
  const { page, app } = await openConsole({ settings, env: { LIVECHAT_SECRET: SECRET } });
  const url = await page.getByTestId('gateway-address').innerText();
  const udpPort = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const { net } = await livechat.snapshot();
    return net.state === 'on_air' ? net.addresses.udp_port : 0;
  });
  const crowd = await Crowd.open({
    ...{ url, udpPort, secret: SECRET, radios: 1_000 },
    ...{ channels: CHANNELS, talkers: 20 },
  });
  await expect(page.getByTestId('count-radios')).toHaveText('1,000');
  await expect(page.getByTestId('count-talkers')).toHaveText('20');
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, [w, h]) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(w, h);
      },
      [width, height] as const,
    );
    for (const [key, view] of Object.entries({ 1: 'net', 2: 'radios', 4: 'media' })) {
      await page.keyboard.press(key);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.screenshot({ path: `${folder}/crowd-${view}-${width}.png` });
    }
    await page.keyboard.press('1');
    await page.getByRole('button', { name: 'Open channel Channel ch-01' }).click();
    await expect(page.getByRole('list', { name: 'Talking' })).toBeVisible();
    await page.screenshot({ path: `${folder}/crowd-channel-${width}.png` });
    await page.keyboard.press('Escape');
  }
  crowd.close();
});
