import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

/** What specs of the console do and look for again and again. */

export const ALPHA = { channel_id: 'alpha', channel_name: 'Alpha' };

export async function gatewayUrl(page: Page): Promise<string> {
  return page.getByTestId('gateway-address').innerText();
}

export async function show(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: view }).click();
}

/** Mints a token as an operator does, and gives the dialog that shows it. */
export async function mintedInWindow(page: Page, user: string): Promise<Locator> {
  await show(page, 'Tokens');
  await page.getByRole('button', { name: 'Mint a token' }).click();
  await page.getByLabel('User id').fill(user);
  await page.getByRole('button', { name: 'Mint token' }).click();
  return page.getByRole('dialog', { name: `Token for ${user}` });
}

/** Mints a token as an operator does, and reads it off the window. */
export async function mintInWindow(page: Page, user: string): Promise<string> {
  const dialog = await mintedInWindow(page, user);
  const token = await dialog.getByRole('textbox', { name: 'Token' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return token;
}

export function row(page: Page, text: string): ReturnType<Page['locator']> {
  return page.getByRole('row').filter({ hasText: text });
}

/** Axe finds nothing in what is on the screen. */
export async function clean(page: Page): Promise<void> {
  // Electron has no other pages for axe to open.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations).toEqual([]);
}

/** The same in both themes and both languages; begins and ends in English. */
export async function cleanInAll(page: Page): Promise<void> {
  for (const change of [/light theme/, /한국어/, /어두운/, /English/]) {
    await clean(page);
    await page.getByRole('button', { name: change }).click();
    // What is checked is the view, not the tip of the button that was just pressed.
    await page.mouse.move(0, 0);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
  }
}
