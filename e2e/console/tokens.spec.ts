import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJoinUri, type Invitation } from '../../src/contract/join-uri.ts';
import { Op } from '../../src/contract/ops.ts';
import { RadioClient } from '../../src/radio/index.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, cleanInAll, clean, gatewayUrl, mintInWindow, row, show } from './in-window.ts';
import { answerQuestions, QUIT, test } from './open-console.ts';

const LIST = ['north-1', 'north-2, observer', 'hill-1, dispatcher, alpha|north-*, 150'].join('\n');

/** What the QR code in a part of the window holds. */
async function scanned(part: Locator): Promise<Invitation> {
  const text = await part.getByRole('img', { name: /QR/ }).getAttribute('data-text');
  const invitation = parseJoinUri(text ?? '');
  if ('fault' in invitation) throw new Error(invitation.fault);
  return invitation;
}

/** A radio that knows nothing but what it has scanned. */
async function radioBy({ url, pin, user = '', token = '' }: Invitation): Promise<RadioClient> {
  const client = await RadioClient.connect(url, pin === undefined ? {} : { pin });
  await client.identify(user, token);
  return client;
}

async function openList(page: Page): Promise<Locator> {
  await show(page, 'Tokens');
  await page.getByRole('button', { name: 'Mint a token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mint a token' });
  await dialog.getByText('A list', { exact: true }).click();
  return dialog;
}

/** Mints for a list, and gives the dialog that shows what came of it. */
async function mintList(page: Page, text = LIST): Promise<Locator> {
  const dialog = await openList(page);
  await dialog.getByLabel('Users').fill(text);
  await dialog.getByRole('button', { name: /^Mint \d+ tokens?$/ }).click();
  return page.getByRole('dialog', { name: /tokens? (is|are) minted/ });
}

/** Says in the place of a user where to save. */
async function saveTo(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}

test('a radio logs in with what it scanned; once its token is revoked it is put out and refused', async ({
  openConsole,
}) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  await show(page, 'Tokens');
  await page.getByRole('button', { name: 'Mint a token' }).click();
  await page.getByLabel('User id').fill('radio-1');
  await page.getByRole('button', { name: 'Mint token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Token for radio-1' });
  const invitation = await scanned(dialog);
  expect(invitation).toMatchObject({
    url: expect.stringMatching(/^wss:/),
    user: 'radio-1',
  });
  await clean(page);
  await dialog.getByRole('button', { name: 'Done' }).click();

  const radio = await radioBy(invitation);
  await expect(row(page, 'radio-1')).not.toContainText('Never');
  await page.getByRole('button', { name: 'Revoke the token of radio-1' }).click();
  const asking = page.getByRole('dialog', { name: 'Revoke the token of radio-1?' });
  await expect(asking).toContainText('1 radio is logged in with it.');
  await asking.getByRole('button', { name: 'Revoke token' }).click();
  expect(await radio.closed).toMatchObject({ code: 4012 });
  await expect(radioBy(invitation)).rejects.toThrow(/revoked/);
});

test('a list is minted for as a whole, and every bad line is named before', async ({
  openConsole,
}) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  const dialog = await openList(page);
  await dialog.getByLabel('Users').fill('north-1, boss\n\nnorth-2,,,999\nnorth-2\n,radio');
  await dialog.getByRole('button', { name: 'Mint tokens' }).click();
  const faults = dialog.getByRole('list', { name: 'What is wrong in the list' });
  await expect(faults.getByRole('listitem')).toHaveText([
    'Line 1Role“boss”Expected radio, dispatcher or observer.',
    'Line 3Priority“999”Expected a whole number from 0 to 255.',
    'Line 4User“north-2”This user is on line 3 already; expected each user once.',
    'Line 5UserThere is no user; expected its id as the first field.',
  ]);
  await expect(dialog).toContainText('4 things are wrong. No token is minted');
  await expect(dialog.getByLabel('Users')).toBeFocused();
  await clean(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText('No token has been minted yet')).toBeVisible();

  const minted = await mintList(page);
  await expect(minted.getByRole('listitem')).toHaveCount(3);
  await minted.getByRole('button', { name: 'QR code that logs hill-1 in' }).click();
  const radio = await radioBy(await scanned(minted));
  await expect(page.getByTestId('count-radios')).toHaveText('1');
  await radio.close();
  await clean(page);
  // Nothing has been taken out of it yet, and it cannot be shown again.
  await minted.getByRole('button', { name: 'Done' }).click();
  await expect(minted.getByRole('alert')).toContainText('these tokens cannot be shown again');
  await minted.getByRole('button', { name: 'Close anyway' }).click();
  await expect(minted).toHaveCount(0);
  await expect(row(page, 'hill-1')).toContainText('Dispatcher');
  await expect(row(page, 'hill-1')).toContainText('alpha, north-*');
  await expect(row(page, 'north-2')).toContainText('Observer');
});

test('cards are printed by the system and saved as a PDF, eight to a page or one', async ({
  openConsole,
}) => {
  const { app, page, dataDir } = await openConsole();
  const users = Array.from({ length: 9 }, (_, n) => `radio-${n + 1}`);
  const minted = await mintList(page, users.join('\n'));
  const file = join(dataDir, 'cards.pdf');
  await saveTo(app, file);
  const pagesOf = async (): Promise<number> => {
    await minted.getByRole('button', { name: 'Save as PDF' }).click();
    const said = page.getByRole('alert').filter({ hasText: `The cards are saved: ${file}` });
    await said.getByRole('button').click();
    await expect(said).toHaveCount(0);
    const pdf = readFileSync(file, 'latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  };
  expect(await pagesOf()).toBe(2);
  await minted.getByText('One', { exact: true }).click();
  expect(await pagesOf()).toBe(9);

  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    Object.assign(window?.webContents ?? {}, {
      print: (_options: unknown, done: (ok: boolean, reason: string) => void) =>
        Object.assign(globalThis, { printed: done }),
    });
  });
  await minted.getByRole('button', { name: 'Print cards' }).click();
  // What is on paper, while the system asks where to print.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByTestId('cards').getByRole('article')).toHaveCount(9);
  await expect(page.getByTestId('cards')).toContainText('radio-9');
  await expect(page.locator('#root')).toBeHidden();
  // Or else the margins would be black.
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
  await page.emulateMedia({ media: null });
  await app.evaluate(() =>
    (globalThis as unknown as { printed(ok: boolean, reason: string): void }).printed(
      false,
      'no valid printers available',
    ),
  );
  await expect(minted).toContainText('The system did not print. Cause: no valid printers');
  await expect(page.getByTestId('cards')).toHaveCount(0);
  // They are on the disk: it closes without a question.
  await minted.getByRole('button', { name: 'Done' }).click();
  await expect(minted).toHaveCount(0);
});

test('several tokens are revoked at once, which names whom it hits', async ({ openConsole }) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  const minted = await mintList(page, 'a-1\na-2\nb-1');
  await minted.getByRole('button', { name: 'QR code that logs a-1 in' }).click();
  const radio = await radioBy(await scanned(minted));
  await minted.getByRole('button', { name: 'Done' }).click();
  await minted.getByRole('button', { name: 'Close anyway' }).click();
  await page.getByRole('searchbox', { name: 'Find a user or a channel' }).fill('A-');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Select all tokens' }).check();
  await page.getByRole('button', { name: 'Revoke selected' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revoke 2 tokens?' });
  await expect(dialog).toContainText('1 radio is logged in with');
  await expect(dialog.getByRole('listitem')).toHaveText(['a-1Logged in now', 'a-2']);
  await clean(page);
  await dialog.getByRole('button', { name: 'Revoke 2 tokens' }).click();
  expect(await radio.closed).toMatchObject({ code: 4012 });
  await expect(row(page, 'a-2')).toContainText('Revoked');
  await page.getByRole('searchbox').fill('');
  await expect(row(page, 'b-1')).toContainText('Valid');
  await cleanInAll(page);
});

test('a new key leaves radios on, shortens older tokens, and the list says so; last use survives a restart', async ({
  openConsole,
}) => {
  const first = await openConsole();
  const { page } = first;
  await show(page, 'Tokens');
  await page.getByRole('button', { name: 'Mint a token' }).click();
  await page.getByLabel('User id').fill('radio-1');
  await page.getByText('A week', { exact: true }).click();
  await page.getByRole('button', { name: 'Mint token' }).click();
  const minted = page.getByRole('dialog', { name: 'Token for radio-1' });
  const token = await minted.getByRole('textbox', { name: 'Token' }).inputValue();
  await minted.getByRole('button', { name: 'Done' }).click();
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', token);
  const ends = row(page, 'radio-1').getByRole('cell').nth(5);
  const before = await ends.innerText();
  await page.getByRole('button', { name: 'Rotate key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rotate the key?' });
  await expect(dialog).toContainText('1 valid token ends earlier than it was minted for');
  await dialog.getByRole('button', { name: 'Rotate key' }).click();
  await expect(ends).not.toHaveText(before);
  expect(await radio.ask(Op.CHANNEL_LIST, {})).toMatchObject([{ op: Op.ACK }]);
  const fresh = await mintInWindow(page, 'radio-2');
  expect(fresh).not.toBe(token);
  const again = await RawRadio.login(await gatewayUrl(page), 'radio-1', token);
  await again.close();
  const used = await row(page, 'radio-1').getByRole('cell').nth(6).innerText();
  const shortened = await ends.innerText();
  await answerQuestions(first.app, QUIT);
  await first.app.close();

  const { page: next } = await openConsole({ dataDir: first.dataDir });
  await show(next, 'Tokens');
  await expect(row(next, 'radio-1').getByRole('cell').nth(6)).toHaveText(used);
  await expect(row(next, 'radio-1').getByRole('cell').nth(5)).toHaveText(shortened);
});

async function isFocused(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}

test('from the keyboard alone: a shift of one’s own, a token, its card', async ({
  openConsole,
}) => {
  const { app, page, dataDir } = await openConsole();
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Mint a token' });
  await expect(dialog.getByLabel('User id')).toBeFocused();
  await page.keyboard.type('night-1');
  const life = dialog.getByRole('radio', { name: 'This shift' });
  for (let presses = 0; presses < 12 && !(await isFocused(life)); presses += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(life).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await expect(dialog.getByLabel('Shifts change at')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('7:00, 19:00');
  const ends = dialog.getByRole('radiogroup', { name: 'The shift ends at' }).getByRole('radio');
  await expect(ends).toHaveCount(3);
  await page.keyboard.press('Enter');
  const minted = page.getByRole('dialog', { name: 'Token for night-1' });
  // One Enter too many does not close what is shown once.
  await expect(minted.getByRole('button', { name: 'Copy token' })).toBeFocused();
  const file = join(dataDir, 'card.pdf');
  await saveTo(app, file);
  await minted.getByRole('button', { name: 'Save as PDF' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: file })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(minted).toHaveCount(0);
  await page.keyboard.press('6');
  await expect(row(page, 'night-1')).toContainText(/(07|19):00/);
  // The pattern is kept for the next time.
  await page.keyboard.press('t');
  await expect(page.getByLabel('Shifts change at')).toHaveValue('07:00, 19:00');
});

test('a date is until the end of that day, and one that is past is refused', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  await show(page, 'Tokens');
  await page.getByRole('button', { name: 'Mint a token' }).click();
  await page.getByLabel('User id').fill('radio-1');
  await page.getByText('A date', { exact: true }).click();
  await page.getByLabel('Last day').fill('2001-01-01');
  await page.getByRole('button', { name: 'Mint token' }).click();
  await expect(page.getByRole('dialog')).toContainText('From 1 minute to 366 days from now.');
  const soon = new Date(Date.now() + 3 * 24 * 3_600_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  await page
    .getByLabel('Last day')
    .fill(`${soon.getFullYear()}-${two(soon.getMonth() + 1)}-${two(soon.getDate())}`);
  await page.getByRole('button', { name: 'Mint token' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(row(page, 'radio-1')).toContainText(/00:00|24:00/);
});
