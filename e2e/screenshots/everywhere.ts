import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import type { OpenConsole } from '../console/open-console.ts';

/** Pictures in every theme, language and size, by name: `radios-dark-ko-1280.png`. */

const folder = resolve(import.meta.dirname, '../../test-results/screenshots');

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
type Size = (typeof SIZES)[number];

export type Shoot = (name: string) => Promise<void>;

async function resize({ app }: OpenConsole, { width, height }: Size): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
    [width, height] as const,
  );
}

/** Begins and ends in dark English. */
export async function everywhere(
  opened: OpenConsole,
  take: (shoot: Shoot) => Promise<void>,
): Promise<void> {
  const { page } = opened;
  for (const size of SIZES) {
    await resize(opened, size);
    for (const theme of ['dark', 'light']) {
      for (const language of ['en', 'ko']) {
        await take(async (name) => {
          // Dialogs as they come to stand, not on their way; and no tip of what was pressed last.
          await page.mouse.move(0, 0);
          await page.screenshot({
            path: `${folder}/${name}-${theme}-${language}-${size.width}.png`,
            animations: 'disabled',
          });
        });
        await press(page, /Switch to 한국어|English/);
      }
      await press(page, /light theme|dark theme|밝은 화면|어두운 화면/);
    }
  }
}

/** Presses a button of the strip, and leaves no ring about it in the pictures to come. */
async function press(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.click();
  await button.evaluate((element) => element.blur());
  await page.mouse.move(0, 0);
}

export async function escape(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
