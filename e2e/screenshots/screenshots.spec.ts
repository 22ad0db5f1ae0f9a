import { expect } from '@playwright/test';
import { resolve } from 'node:path';
import { test, type OpenConsole } from '../console/open-console.ts';
import { chat, fallSilent, NET_OF_PEOPLE, populate, sanction } from './people.ts';

/** Pictures of every view, with people on the net: dark and light, two languages, two sizes. */

const root = resolve(import.meta.dirname, '../..');
const VIEWS = [
  ...['net', 'radios', 'zombies', 'media', 'traffic', 'tokens'],
  ...['messages', 'events'],
] as const;
/** Parts of the window that a key opens. */
const PARTS = { palette: ['Control+k'], keys: ['?'], sanctions: ['s'], write: ['w'] };
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
async function resize(
  { app }: OpenConsole,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
}

test('every view', async ({ openConsole }) => {
  const opened = await openConsole({ settings: NET_OF_PEOPLE });
  const { page } = opened;
  const leave = await populate(opened);
  await chat(opened);
  const silent = await fallSilent(opened);
  await sanction(opened);
  await page.keyboard.press('1');
  await expect(page.getByRole('list', { name: 'Talking' })).toHaveCount(2);
  // The charts want some minutes of traffic, a picture some seconds of it.
  await expect
    .poll(async () => Number((await page.getByTestId('count-packets-in').innerText()) || 0))
    .toBeGreaterThan(50);
  const folder = `${root}/test-results/screenshots`;
  for (const size of SIZES) {
    await resize(opened, size);
    for (const theme of ['dark', 'light']) {
      for (const language of ['en', 'ko']) {
        for (const [index, view] of VIEWS.entries()) {
          await page.keyboard.press(String(index + 1));
          await page.screenshot({
            path: `${folder}/${view}-${theme}-${language}-${size.width}.png`,
          });
        }
        await page.keyboard.press('1');
        await page.locator('[data-channel=command] .channel-card__open').click();
        for (const tab of [0, 1]) {
          await page.getByRole('tab').nth(tab).click();
          const name = ['channel', 'channel-events'][tab];
          await page.screenshot({
            path: `${folder}/${name}-${theme}-${language}-${size.width}.png`,
          });
        }
        await page.keyboard.press('Escape');
        await page.keyboard.press('4');
        await page.locator('.place-button').first().click();
        await page.locator('.chart-row .mantine-SegmentedControl-label').nth(1).click();
        await page.screenshot({
          path: `${folder}/media-peer-${theme}-${language}-${size.width}.png`,
        });
        for (const [part, keys] of Object.entries(PARTS)) {
          for (const key of keys) await page.keyboard.press(key);
          await page.screenshot({
            path: `${folder}/${part}-${theme}-${language}-${size.width}.png`,
          });
          await page.keyboard.press('Escape');
        }
        await page.keyboard.press('2');
        await page
          .getByRole('rowheader', { name: /^hill-1/ })
          .getByRole('button')
          .click();
        await page.getByRole('checkbox', { name: /medic-1/ }).check();
        await page.screenshot({ path: `${folder}/radio-${theme}-${language}-${size.width}.png` });
        await page.keyboard.press('b');
        await page.screenshot({ path: `${folder}/ban-${theme}-${language}-${size.width}.png` });
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: /Switch to 한국어|English/ }).click();
      }
      await page.getByRole('button', { name: /light theme|dark theme/ }).click();
    }
  }
  silent();
  await leave();
});
