import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { loseDeltas, pretendLoad } from '../console/deltas.ts';
import { talkWithLoss } from '../console/lossy-talker.ts';
import { test } from '../console/open-console.ts';

/** Pictures of the strip alone, in every width that it has another shape in. */

const folder = resolve(import.meta.dirname, '../../test-results/screenshots');
const SECRET = 'a secret for tests alone';
const channels = [{ channel_id: 'alpha', channel_name: 'Alpha' }];

test('the strip', async ({ openConsole }) => {
  const { page, app } = await openConsole({
    settings: { channels, host: '' },
    env: { LIVECHAT_SECRET: SECRET },
  });
  const leave = await talkWithLoss(page, {
    ...{ user: 'ann', token: SECRET, channel: 'alpha', ssrc: 7, every: 13 },
  });
  await expect(page.getByTestId('count-loss')).toHaveText(/^[78]\.\d%$/);
  for (const width of [960, 1280, 1440, 1680, 1920]) {
    await app.evaluate(({ BrowserWindow }, wide) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 800);
    }, width);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    for (const change of [/한국어/, /밝은/, /English/, /dark theme/]) {
      const name = (await page.locator('html').getAttribute('lang')) ?? '';
      const theme = await page.locator('html').getAttribute('data-mantine-color-scheme');
      const path = `${folder}/strip-${theme}-${name}-${width}.png`;
      await page.locator('.strip-frame').screenshot({ path });
      await page.getByRole('button', { name: change }).click();
      await page.mouse.move(0, 400);
    }
  }
  // What wants care, at the size that has least room.
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800);
  });
  const states = {
    high: () => pretendLoad(app, 0.83),
    over: () => pretendLoad(app, 1, 40),
    stale: () => loseDeltas(app),
  };
  for (const [state, begin] of Object.entries(states)) {
    await begin();
    const shown =
      state === 'stale' ? page.getByTestId('stale') : page.locator(`[data-level=${state}]`);
    await expect(shown).toBeVisible();
    for (const change of [/한국어/, /밝은/, /English/, /dark theme/]) {
      const name = (await page.locator('html').getAttribute('lang')) ?? '';
      const theme = await page.locator('html').getAttribute('data-mantine-color-scheme');
      await page.screenshot({ path: `${folder}/strip-${state}-${theme}-${name}.png` });
      await page.getByRole('button', { name: change }).click();
      await page.mouse.move(0, 400);
    }
  }
  await leave();
});
