import { expect, type Locator, type Page } from '@playwright/test';
import { createInstance, type TFunction } from 'i18next';
import { en } from '../../../src/renderer/i18n/en.ts';
import { ko } from '../../../src/renderer/i18n/ko.ts';
import { test as base, type ConsoleOptions, type OpenConsole } from '../open-console.ts';
import { VIEW_NAMES } from './view-names.ts';

/** Flows without a mouse, in both languages: each is found by the words that stand on the screen. */

const LANGUAGES = { en, ko } as const;
export type Language = keyof typeof LANGUAGES;
export const BOTH = Object.keys(LANGUAGES) as Language[];

/** The words of a language as the window fills them in. @throws for words that there are not */
export type Words = (key: string, blanks?: Readonly<Record<string, unknown>>) => string;

function wordsOf(language: Language): Words {
  const words = createInstance();
  void words.init({
    lng: language,
    defaultNS: 'words',
    resources: { [language]: { words: LANGUAGES[language] } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const t = words.t as TFunction;
  return (key, blanks = {}) => {
    const text: unknown = t(key, { ...blanks, defaultValue: '' });
    if (typeof text !== 'string' || text === '') throw new Error(`no words ${key} in ${language}`);
    return text;
  };
}

/** Controls that a window of this size may have on the way to the one that is wanted. */
const STEPS = 160;

/** Goes to a control as somebody without a mouse does: by Tab, once around at most. */
export async function tabTo(control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  // Boxes and radios are drawn by what is around them.
  await expect(control).toBeAttached();
  const isThere = (): Promise<boolean> =>
    control.evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < STEPS; steps += 1) {
    if (await isThere()) return;
    await control.page().keyboard.press(key);
  }
  throw new Error(`Tab does not come to ${String(control)}`);
}

/** Goes to a control and presses it. */
export async function pressOn(control: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(control);
  await control.page().keyboard.press(key);
}

/** Goes to a view by its number, and looks for something there. */
export async function lookFor(
  page: Page,
  t: Words,
  view: (typeof VIEW_NAMES)[number],
  text: string,
): Promise<void> {
  await page.keyboard.press(String(VIEW_NAMES.indexOf(view) + 1));
  // Quicker than the window, one would look for it in the view that was left.
  await expect(page.getByRole('heading', { level: 1, name: t(`views.${view}`) })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.locator('input[data-search]')).toBeFocused();
  await page.keyboard.type(text);
}

/** Replaces what stands in the field that has the focus. */
export async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Says yes to a question: what is harmless has the focus, and what does it comes next. */
export async function confirm(dialog: Locator, t: Words): Promise<void> {
  await expect(dialog.getByRole('button', { name: t('common.cancel') })).toBeFocused();
  await dialog.page().keyboard.press('Tab');
  await dialog.page().keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}

/** Changes the language of the window by its button. */
async function speak(page: Page, language: Language): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === language) return;
  await pressOn(page.getByRole('button', { name: LANGUAGES[language].language.name }));
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

type ByKeys = OpenConsole & { readonly t: Words };

const notePointers = (): void => {
  addEventListener('pointerdown', () => (document.documentElement.dataset['pointer'] = ''), true);
};

/** Opens consoles in a language; at the end no pointer may have been pressed in any of them. */
export const test = base.extend<{
  readonly openByKeys: (language: Language, options?: ConsoleOptions) => Promise<ByKeys>;
}>({
  openByKeys: async ({ openConsole }, use) => {
    const pages: Page[] = [];
    await use(async (language, options) => {
      const console_ = await openConsole(options);
      const { page } = console_;
      pages.push(page);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.evaluate(notePointers);
      await speak(page, language);
      return { ...console_, t: wordsOf(language) };
    });
    for (const page of pages) {
      if (!page.isClosed()) await expect(page.locator('html')).not.toHaveAttribute('data-pointer');
    }
  },
});
