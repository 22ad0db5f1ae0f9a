import { expect } from '@playwright/test';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, gatewayUrl, show } from './in-window.ts';
import { test } from './open-console.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

test('a deleted channel is brought back by a key, and its members of before are told nothing', async ({
  openConsole,
}) => {
  const { page } = await openConsole(options);
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', SECRET);
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1 });
  await page.getByRole('button', { name: 'Delete channel Alpha' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete channel' }).click();
  expect(await radio.next()).toMatchObject({ op: Op.CHANNEL_EVENT, d: { event: 'delete' } });
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.getByRole('alert').filter({ hasText: 'Channel Alpha deleted' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByRole('article', { name: 'Alpha' })).toContainText('No radio has joined');
  await expect(page.getByText('1 radio that was in it is not told')).toBeVisible();
  const join = { channel_id: 'alpha', ssrc: 1 };
  expect(await radio.ask(Op.CHANNEL_JOIN, join)).toMatchObject([{ op: Op.ACK }]);
  await expect(page.getByRole('list', { name: 'Members of Alpha' })).toContainText('radio-1');
  await radio.close();
});

test('a ban is taken back, and its radio is let in again', async ({ openConsole }) => {
  const { page } = await openConsole(options);
  const url = await gatewayUrl(page);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^radio-1/ }).click();
  await page.keyboard.press('b');
  await page.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click();
  expect(await radio.closed).toMatchObject({ code: 4011 });
  const said = page.getByRole('alert').filter({ hasText: 'radio-1 is banned' });
  await said.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /^Bans and mutes/ })).toHaveText(
    'Bans and mutes 0',
  );
  const back = await RawRadio.login(url, 'radio-1', SECRET);
  await back.close();
});

test('a kick bars nobody: the radio logs in again at once', async ({ openConsole }) => {
  const { page } = await openConsole(options);
  const url = await gatewayUrl(page);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^radio-1/ }).click();
  await page.keyboard.press('k');
  await page.getByRole('dialog').getByRole('button', { name: 'Kick radio-1' }).click();
  expect(await radio.closed).toMatchObject({ code: 4010 });
  const back = await RawRadio.login(url, 'radio-1', SECRET);
  await back.close();
});
