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

/** Axe finds nothing in what is on the screen once it has come to rest. */
export async function clean(page: Page, what = 'what is on the screen'): Promise<void> {
  await atRest(page);
  // Electron has no other pages for axe to open.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  expect(found, what).toEqual([]);
}

/**
 * What fades in is there and what fades out is gone: half-way, colours are nobody's choice. A fade
 * begins a frame or two after what it is for.
 */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
    const isMoving = ({ playState, effect }: Animation): boolean =>
      playState === 'running' && effect?.getComputedTiming().iterations !== Infinity;
    for (let still = 0; still < 3; still += 1) {
      await frame();
      if (document.getAnimations().some(isMoving)) still = -1;
    }
  });
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
