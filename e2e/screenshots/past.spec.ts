import { expect } from '@playwright/test';
import { resolve } from 'node:path';
import { writeHour } from '../console/earlier-hour.ts';
import { answerQuestions, QUIT, test } from '../console/open-console.ts';
import { chat, NET_OF_PEOPLE, populate } from './people.ts';

/** Pictures of the past after a restart: an hour with a while in which the net was down. */

const folder = resolve(import.meta.dirname, '../../test-results/screenshots');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

test('the past after a restart', async ({ openConsole }) => {
  const before = await openConsole({ settings: NET_OF_PEOPLE });
  const silence = await populate(before);
  await chat(before);
  await before.page.keyboard.press('1');
  await expect(before.page.getByRole('list', { name: 'Talking' })).toHaveCount(2);
  await expect
    .poll(async () => Number((await before.page.getByTestId('count-packets-in').innerText()) || 0))
    .toBeGreaterThan(50);
  await silence();
  await answerQuestions(before.app, QUIT);
  await before.app.close();
  writeHour(before.dataDir, { user: 'hill-1', channel: 'command', downFrom: 40, downTo: 25 });
  const opened = await openConsole({ dataDir: before.dataDir });
  const { app, page } = opened;
  const leave = await populate(opened);
  const hour = page.locator('.span-choice .mantine-SegmentedControl-label').nth(1);
  for (const size of SIZES) {
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
    for (const theme of ['dark', 'light']) {
      for (const language of ['en', 'ko']) {
        const shoot = (view: string): Promise<unknown> =>
          page.screenshot({
            path: `${folder}/past-${view}-${theme}-${language}-${size.width}.png`,
          });
        await page.keyboard.press('1');
        await shoot('net');
        await page.locator('[data-channel=command] .channel-card__open').click();
        await hour.click();
        await page.getByRole('tab').nth(1).click();
        await shoot('channel');
        await page.keyboard.press('e');
        await expect(page.getByRole('rowheader').first()).toBeVisible();
        await shoot('events');
        await page.keyboard.press('1');
        await page.keyboard.press('Escape');
        await page.keyboard.press('5');
        await shoot('traffic');
        await hour.click();
        await shoot('traffic-hour');
        await page.keyboard.press('4');
        await hour.click();
        await shoot('media');
        await page.keyboard.press('2');
        await page
          .getByRole('rowheader', { name: /^hill-1/ })
          .getByRole('button')
          .click();
        await hour.click();
        await page.locator('.addresses').scrollIntoViewIfNeeded();
        await shoot('radio');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: /Switch to 한국어|English/ }).click();
      }
      await page.getByRole('button', { name: /light theme|dark theme/ }).click();
    }
  }
  await leave();
});
