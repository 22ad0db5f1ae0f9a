import { expect, type Page } from '@playwright/test';
import { parseJoinUri } from '../../src/contract/join-uri.ts';
import { pinInGroups } from '../../src/contract/pin.ts';
import { RadioClient } from '../../src/radio/index.ts';
import { test } from './open-console.ts';

/** Opens the dialog from the keyboard alone. */
async function openJoin(page: Page, name: RegExp): Promise<void> {
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
}

test('the join link of the window is all that a radio needs', async ({ openConsole }) => {
  const secret = 'a secret for tests alone';
  const { app, page } = await openConsole({ env: { LIVECHAT_SECRET: secret } });
  await openJoin(page, /join code/);
  const dialog = page.getByRole('dialog', { name: 'Join this net' });
  const uri = await dialog.getByTestId('join-uri').innerText();
  const invitation = parseJoinUri(uri);
  if ('fault' in invitation) throw new Error(invitation.fault);
  const { url, pin = '' } = invitation;
  expect(await dialog.getByTestId('fingerprint').innerText()).toBe(pinInGroups(pin));
  expect(await dialog.getByRole('img', { name: /QR/ }).getAttribute('data-text')).toBe(uri);
  // Both kinds of addresses are there, whichever a radio speaks.
  await expect(dialog).toContainText(url);
  await expect(dialog).toContainText(await page.getByTestId('gateway-address').innerText());

  const client = await RadioClient.connect(url, { pin });
  expect((await client.identify('radio-1', secret)).user_id).toBe('radio-1');
  await client.close();

  await dialog.getByRole('button', { name: 'Copy join link' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(uri);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /join code/ })).toBeFocused();
});

test('with plain ws turned off the window gives out wss alone', async ({ openConsole }) => {
  const { page } = await openConsole({ settings: { plain_ws: false } });
  await expect(page.getByTestId('gateway-address')).toHaveText(/^wss:/);
  await openJoin(page, /join code/);
  await expect(page.getByRole('dialog')).toContainText('every connection is encrypted');
  await page.keyboard.press('Escape');
  await expect(page.locator('.command-line code')).toContainText('--pin sha256/');
});
