import { expect } from '@playwright/test';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, cleanInAll, gatewayUrl, mintInWindow, row, show } from './in-window.ts';
import { test } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

const SECRET = 'a secret for tests alone';
const NAMES = ['radio-1', 'radio-2', 'radio-10'];

/** A console with some radios logged in, the first two of them in a channel. */
async function withRadios(
  openConsole: Parameters<Parameters<typeof test>[2]>[0]['openConsole'],
  names: readonly string[] = NAMES,
) {
  const console_ = await openConsole({
    settings: { channels: [ALPHA] },
    env: { LIVECHAT_SECRET: SECRET },
  });
  const url = await gatewayUrl(console_.page);
  const radios = new Map<string, RawRadio>();
  for (const [index, name] of names.entries()) {
    const radio = await RawRadio.login(url, name, SECRET);
    if (index < 2) await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: index + 1 });
    radios.set(name, radio);
  }
  await show(console_.page, 'Radios');
  await expect(console_.page.getByRole('row')).toHaveCount(1 + names.length);
  return { ...console_, radios };
}

test('the list is sorted by a column, either way, and the choice is kept', async ({
  openConsole,
}) => {
  const { page } = await withRadios(openConsole);
  const names = page.getByRole('rowheader');
  await expect(names).toHaveText([/^radio-1R/, /^radio-2R/, /^radio-10R/]);
  const head = page.getByRole('columnheader', { name: 'User' });
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await head.getByRole('button').click();
  await expect(names).toHaveText([/^radio-10R/, /^radio-2R/, /^radio-1R/]);
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  // Who is in no channel comes last, whichever way it is sorted.
  await page.getByRole('columnheader', { name: 'Channels' }).getByRole('button').click();
  await expect(names.last()).toHaveText(/^radio-10R/);
  await page.getByRole('columnheader', { name: 'Channels' }).getByRole('button').click();
  await expect(names.last()).toHaveText(/^radio-10R/);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Channels' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
});

test('columns are chosen, and the choice is kept', async ({ openConsole }) => {
  const { page } = await withRadios(openConsole);
  await page.getByRole('button', { name: 'Columns' }).click();
  const choice = page.getByRole('dialog', { name: 'Columns' });
  await choice.getByLabel('Address').uncheck();
  await choice.getByLabel('Role').check();
  await page.keyboard.press('Escape');
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true });
  await expect(head('Address')).toHaveCount(0);
  await expect(head('Role')).toBeVisible();
  await page.reload();
  await expect(head('Role')).toBeVisible();
  await expect(head('Address')).toHaveCount(0);
});

test('a search and a state narrow the list', async ({ openConsole }) => {
  const { page } = await withRadios(openConsole);
  await page.getByRole('searchbox').fill('alpha io-2');
  await expect(page.getByRole('rowheader')).toHaveText([/^radio-2/]);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: /^Zombie \d/ }).click();
  await expect(page.getByText('No radio is in this state')).toBeVisible();
  await page.getByRole('button', { name: 'Show all radios' }).click();
  await page.getByRole('button', { name: /^Alive 3/ }).click();
  await expect(page.getByRole('rowheader')).toHaveCount(3);
});

test('a radio opens into its whole story', async ({ openConsole }) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  const token = await mintInWindow(page, 'talker-1');
  const radio = await TalkingRadio.login(await gatewayUrl(page), 'talker-1', token);
  await radio.join('alpha', 1001);
  radio.talk();
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^talker-1/ }).click();
  const story = page.getByRole('complementary', { name: 'talker-1' });
  await expect(story.getByRole('heading', { name: 'talker-1' })).toBeFocused();
  await expect(story).toContainText('Talking');
  const ways = story.locator('.ways').getByRole('listitem');
  await expect(ways.filter({ hasText: 'WebSocket' })).toContainText('Speaks');
  const udp = ways.filter({ hasText: 'UDP' });
  await expect(udp).toContainText(/Speaks.*last spoke 0:0\d/);
  await expect(udp).toContainText(/127\.0\.0\.1:\d+/);
  await expect(story).toContainText('SSRC 1001');
  const line = story
    .getByRole('img', { name: /packets in and out/ })
    .locator('path')
    .first();
  await expect(line).toHaveAttribute('d', /^M.+L/);
  const places = story.getByRole('list', { name: 'Where it has been' });
  await expect(places.getByRole('listitem')).toHaveText([
    /^UDP127\.0\.0\.1:\d+since .*Alpha · Proved by STUN/,
    /^WebSocket127\.0\.0\.1:\d+since .*Logged in/,
  ]);
  await story.locator('.span-choice').getByText('1 hour').click();
  await expect(story.getByRole('img', { name: /jitter, 1 hour: talker-1/ })).toBeVisible();
  await page.getByLabel('Select talker-1').check();
  await cleanInAll(page);
  await radio.close();
  await expect(story).toContainText('This radio is no longer logged in.');
  await page.keyboard.press('Escape');
  await expect(story).toHaveCount(0);
});

test('several are kicked at once, each of them named', async ({ openConsole }) => {
  const { page, radios } = await withRadios(openConsole);
  await page.getByLabel('Select radio-1', { exact: true }).check();
  await page.getByLabel('Select radio-10').check();
  const bar = page.getByRole('group', { name: 'Selected radios' });
  await expect(bar).toContainText('2 selected');
  await bar.getByRole('button', { name: 'Kick…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kick 2 radios?' });
  await expect(dialog.getByRole('listitem')).toHaveText([/^radio-1A/, /^radio-10A/]);
  await expect(dialog).toContainText('1 place in a channel is freed');
  await dialog.getByRole('button', { name: 'Kick 2 radios' }).click();
  expect(await radios.get('radio-1')?.closed).toMatchObject({ code: 4010 });
  expect(await radios.get('radio-10')?.closed).toMatchObject({ code: 4010 });
  await expect(page.getByRole('rowheader')).toHaveText([/^radio-2/]);
  await expect(bar).toHaveCount(0);
  await page.getByLabel('Select all radios of the list').check();
  await expect(bar).toContainText('1 selected');
  await bar.getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar).toHaveCount(0);
  await radios.get('radio-2')?.close();
});

test('from the keyboard alone: select, kick, and nothing while typing', async ({ openConsole }) => {
  const { page, radios } = await withRadios(openConsole);
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { level: 1, name: 'Radios' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  // Letters of keys are letters here.
  await page.keyboard.type('ntk1');
  await expect(page.getByRole('searchbox')).toHaveValue('ntk1');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('searchbox').clear();
  await page.getByRole('columnheader', { name: 'User' }).getByRole('button').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Select radio-2')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('k');
  const dialog = page.getByRole('dialog', { name: 'Kick radio-2?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await radios.get('radio-2')?.closed).toMatchObject({ code: 4010 });
  await expect(row(page, 'radio-2')).toHaveCount(0);
  // The story opens with Enter, and Escape goes back to the row.
  const name = page.getByRole('button', { name: /^radio-10/ });
  await name.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'radio-10' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
});
