import { expect, type Locator, type Page } from '@playwright/test';
import { clean } from '../in-window.ts';
import { BOTH, pressOn, type Language, type Words } from '../keys/by-keys.ts';

/** Each part of the window by itself is shown to axe: in two themes and two languages. */

type Look = { readonly theme: 'dark' | 'light'; readonly language: Language };

export const LOOKS: readonly Look[] = (['dark', 'light'] as const).flatMap((theme) =>
  BOTH.map((language) => ({ theme, language })),
);

export async function wear(page: Page, t: Words, { theme }: Look): Promise<void> {
  const html = page.locator('html');
  if ((await html.getAttribute('data-mantine-color-scheme')) !== theme) {
    await pressOn(page.getByRole('button', { name: t(`theme.to_${theme}`) }));
  }
  await expect(html).toHaveAttribute('data-mantine-color-scheme', theme);
}

/** Shows a part of the window to axe once it is there, and closes it with Escape. */
export async function look(page: Page, part: Locator, what: string): Promise<void> {
  await expect(part).toBeVisible();
  await clean(page, what);
  await page.keyboard.press('Escape');
  await expect(part).toHaveCount(0);
}
