import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALPHA, cleanInAll, gatewayUrl, mintInWindow, row, show } from './in-window.ts';
import { answerQuestions, QUIT, test } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

const TALKER = '=talker';

/** A radio that logs in, joins, talks, stops and is kicked. */
async function live(page: Page): Promise<void> {
  const token = await mintInWindow(page, TALKER);
  const radio = await TalkingRadio.login(await gatewayUrl(page), TALKER, token);
  await radio.join('alpha', 1001);
  radio.talk();
  await show(page, 'Net');
  await expect(page.getByRole('list', { name: 'Talking' })).toContainText(TALKER);
  await show(page, 'Radios');
  await page.getByRole('checkbox', { name: `Select ${TALKER}` }).check();
  await page.keyboard.press('k');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Kick ${TALKER}` })
    .click();
  await expect(row(page, TALKER)).toHaveCount(0);
  await radio.close();
}

/** Answers the question where to save, in the place of a user. */
async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

test('what happened is told in words, filtered, saved, and there after a restart', async ({
  openConsole,
}) => {
  const { app, page, dataDir } = await openConsole({ settings: { channels: [ALPHA] } });
  await live(page);
  await show(page, 'Events');
  const table = page.getByRole('table', { name: 'Events' });
  const first = table.getByRole('row').nth(1);
  await expect(first).toContainText(/=talker was logged in for .* s\. It was kicked\./);
  for (const text of [
    /=talker was kicked.*Dispatcher/,
    /=talker talked for [\d.]+ s in alpha/,
    /=talker joined alpha, voice/,
    /=talker logged in from 127\.0\.0\.1:\d+ \(Radio\)/,
    /Token minted for =talker \(Radio\), until/,
    /The net went on the air \(ports: ws \d+, wss \d+, UDP \d+\)/,
  ]) {
    await expect(table.getByRole('row').filter({ hasText: text })).toHaveCount(1);
  }
  await cleanInAll(page);

  const kinds = page.getByRole('group', { name: 'Show only these kinds' });
  await kinds.getByRole('button', { name: 'Talk spurts' }).press('Enter');
  await expect(table.getByRole('row')).toHaveCount(2);
  await kinds.getByRole('button', { name: 'Net' }).press('Enter');
  await expect(table.getByRole('row')).toHaveCount(3);
  await kinds.getByRole('button', { name: 'Talk spurts' }).press('Enter');
  await kinds.getByRole('button', { name: 'Net' }).press('Enter');
  await page.getByRole('combobox', { name: 'Channel' }).fill('nowhere');
  await expect(page.getByText('No event fits')).toBeVisible();
  await page.getByRole('button', { name: 'Show all events' }).click();
  await page.getByRole('combobox', { name: 'Channel' }).fill('alpha');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'Last hour' }).click();
  await table.getByRole('button', { name: TALKER }).first().click();
  // Joined, heard from an address, talked and left.
  await expect(table.getByRole('row')).toHaveCount(5);

  const path = join(dataDir, 'saved.csv');
  await saveTo(app, path);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect(page.getByText(`Saved: ${path}`)).toBeVisible();
  const lines = readFileSync(path, 'utf8').split('\r\n');
  expect(lines[0]).toBe(
    '\ufeff"id","time","kind","text","by","radio","channel","ssrc","token","address","detail"',
  );
  expect(lines).toHaveLength(1 + 4 + 1);
  const day = String.raw`"\d{4}-\d\d-\d\dT[\d:.]+Z"`;
  expect(lines[4]).toMatch(
    new RegExp(`^\\d+,${day},"channel\\.joined","'=talker joined alpha.*","'=talker","'=talker"`),
  );
  expect(lines[4]).toMatch(/"alpha",1001,,,"\{""encrypted"":(true|false)\}"$/);

  await saveTo(app, join(dataDir, 'no-such-folder', 'x.csv'));
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect(page.locator('.error-note')).toContainText('could not be written');

  await answerQuestions(app, QUIT);
  await app.close();
  const { page: again } = await openConsole({ dataDir });
  await expect(again.getByRole('table', { name: 'Events' })).toContainText('=talker was kicked');
  await expect(again.getByRole('table', { name: 'Events' })).toContainText('went off the air');
});

test('new events appear at the top, and wait while one is further down', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  const create = (from: number, count: number): Promise<void> =>
    page.evaluate(
      async ([first, many]) => {
        const { livechat } = globalThis as unknown as {
          livechat: { command(name: string, input: object): Promise<unknown> };
        };
        const ids = Array.from({ length: many }, (_, index) => `c-${first + index}`);
        for (const id of ids) {
          await livechat.command('channel.create', { channel_id: id, channel_name: id });
        }
      },
      [from, count] as const,
    );
  await show(page, 'Events');
  await create(1, 130);
  const region = page.getByRole('region', { name: 'Events' });
  await expect(region.getByRole('row').nth(1)).toContainText('c-130');
  await region.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('Scrolled down: new events wait')).toBeVisible();
  // Older ones come as one gets there: the very first is that the net went on the air.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(region).toContainText('The net went on the air', { timeout: 500 });
  }).toPass();
  expect(await region.getByRole('row').count()).toBeLessThan(60);
  await create(131, 1);
  await page.getByRole('button', { name: 'Show new events' }).click();
  await expect(region.getByRole('row').nth(1)).toContainText('c-131');
  await expect(page.getByText('New events appear at the top')).toBeVisible();
});
