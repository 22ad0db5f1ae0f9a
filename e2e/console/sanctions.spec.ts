import { expect, type Page } from '@playwright/test';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, clean, gatewayUrl, mintInWindow, row, show } from './in-window.ts';
import { test } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

/** What the net says to a log-in. */
async function logIn(url: string, user_id: string, token = SECRET): Promise<unknown> {
  const radio = await RawRadio.connect(url);
  radio.send(Op.IDENTIFY, { user_id, token });
  const answer = await radio.next();
  await radio.close();
  return answer;
}

const banned = (reason: RegExp) => ({
  op: Op.ERROR,
  d: { code: 1006, op: Op.IDENTIFY, reason: expect.stringMatching(reason) as unknown },
});

/** Axe finds nothing in a dialog that a key opens, in both themes and both languages. */
async function cleanDialogInAll(page: Page, key: string): Promise<void> {
  for (const change of [/light theme/, /한국어/, /어두운/, /English/]) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await clean(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('button', { name: change }).click();
    await page.mouse.move(0, 0);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
  }
}

test('a mute stops the voice at once, is seen everywhere, and is taken back', async ({
  openConsole,
}) => {
  const { page } = await openConsole(options);
  const radio = await TalkingRadio.login(await gatewayUrl(page), 'talker-1', SECRET);
  await radio.join('alpha', 1001);
  radio.talk();
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^talker-1/ }).click();
  const story = page.getByRole('complementary', { name: 'talker-1' });
  await expect(story).toContainText('Talking');
  await story.getByRole('button', { name: 'Mute' }).click();
  const said = page.getByRole('alert').filter({ hasText: 'talker-1 is muted' });
  await expect(said).toBeVisible();
  await expect(story).toContainText('Quiet');
  await expect(story).toContainText(/Muted [1-9]/);
  await expect(row(page, 'talker-1')).toContainText('Muted');
  await expect(story.getByRole('button', { name: 'Unmute' })).toBeFocused();
  await page.keyboard.press('1');
  await expect(page.getByRole('list', { name: 'Members of Alpha' })).toContainText('Muted');
  await said.getByRole('button', { name: 'Undo' }).click();
  await expect(said).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Talking' })).toContainText('talker-1');
  await expect(page.getByText('Muted')).toHaveCount(0);
  await radio.close();
});

test('a ban ends the session and keeps the user out until it is lifted', async ({
  openConsole,
}) => {
  const { page } = await openConsole(options);
  const url = await gatewayUrl(page);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^radio-1/ }).click();
  await page.getByRole('button', { name: 'Ban…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ban radio-1?' });
  await dialog.getByLabel('Reason').fill('a stuck button');
  await dialog.getByText('1 hour').click();
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
  expect(await radio.closed).toMatchObject({ code: 4011 });
  expect(await logIn(url, 'radio-1')).toMatchObject(banned(/^banned until .+: a stuck button$/));
  await page.getByRole('button', { name: 'Bans and mutes 1' }).click();
  const list = page.getByRole('dialog', { name: 'Bans and mutes' });
  await expect(list.getByRole('listitem')).toContainText(
    /Ban.*radio-1.*User.*a stuck button.*\((1:00:00|59:\d\d)\)/,
  );
  await page.keyboard.press('Escape');
  await cleanDialogInAll(page, 's');
  await page.keyboard.press('s');
  await list.getByRole('button', { name: 'Lift the ban on radio-1' }).click();
  await expect(list).toContainText('Nobody is banned or muted.');
  expect(await logIn(url, 'radio-1')).toMatchObject({ op: Op.READY });
  // Lifted by mistake: the ban is there again for the rest of its time.
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await expect(page.getByRole('button', { name: 'Bans and mutes 1' })).toBeVisible();
  expect(await logIn(url, 'radio-1')).toMatchObject(banned(/^banned until .+: a stuck button$/));
});

test('several are banned at once, each of them named, by what the operator chose', async ({
  openConsole,
}) => {
  const { page } = await openConsole(options);
  const url = await gatewayUrl(page);
  const token = await mintInWindow(page, 'radio-1');
  const other = await mintInWindow(page, 'radio-1');
  const first = await RawRadio.login(url, 'radio-1', token);
  const second = await RawRadio.login(url, 'radio-2', SECRET);
  await show(page, 'Radios');
  await page.getByLabel('Select all radios of the list').check();
  await cleanDialogInAll(page, 'b');
  await page
    .getByRole('group', { name: 'Selected radios' })
    .getByRole('button', { name: 'Ban…' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Ban 2 radios?' });
  const submit = dialog.getByRole('button', { name: 'Ban', exact: true });
  await expect(dialog.getByRole('listitem')).toHaveText([/^radio-1/, /^radio-2/]);
  // Radios of this very computer are not banned by their address.
  await dialog.getByText('Address', { exact: true }).click();
  await expect(dialog).toContainText('run on this computer itself: radio-1, radio-2');
  await expect(submit).toBeDisabled();
  await dialog.getByText('Token', { exact: true }).click();
  await expect(dialog).toContainText('log in without a token: radio-2');
  await expect(dialog.getByRole('listitem')).toHaveText([/^radio-1/]);
  await submit.click();
  expect(await first.closed).toMatchObject({ code: 4011 });
  await expect(row(page, 'radio-1')).toHaveCount(0);
  expect(await logIn(url, 'radio-1', token)).toMatchObject({ d: { code: 1006 } });
  expect(await logIn(url, 'radio-1', other)).toMatchObject({ op: Op.READY });
  await expect(row(page, 'radio-2')).toBeVisible();
  await second.close();
});

test('from the keyboard alone: mute, undo, ban, lift', async ({ openConsole }) => {
  const { page } = await openConsole(options);
  const url = await gatewayUrl(page);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await page.keyboard.press('2');
  await page.getByLabel('Select radio-1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('m');
  await expect(row(page, 'radio-1')).toContainText('Muted');
  await page.keyboard.press('u');
  await expect(row(page, 'radio-1')).not.toContainText('Muted');
  await page.keyboard.press('m');
  await expect(row(page, 'radio-1')).toContainText('Muted');
  await page.keyboard.press('m');
  await expect(row(page, 'radio-1')).not.toContainText('Muted');
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'Ban radio-1?' });
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('music');
  await page.keyboard.press('Tab');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await expect(dialog).toContainText('Until you lift it.');
  await page.keyboard.press('Enter');
  expect(await radio.closed).toMatchObject({ code: 4011 });
  expect(await logIn(url, 'radio-1')).toMatchObject(banned(/^banned: music$/));
  await expect(dialog).toHaveCount(0);
  // From the palette.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('bans');
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Bans and mutes' });
  const lift = list.getByRole('button', { name: 'Lift the ban on radio-1' });
  await expect(list.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(lift).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(list).toContainText('Nobody is banned or muted.');
  await expect(list.getByRole('list')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  expect(await logIn(url, 'radio-1')).toMatchObject({ op: Op.READY });
});
