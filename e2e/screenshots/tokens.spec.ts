import { expect, type Page } from '@playwright/test';
import { test, type OpenConsole } from '../console/open-console.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { escape, everywhere, type Shoot } from './everywhere.ts';
import { breakOff } from './people.ts';

/** Pictures of how tokens are minted and handed out, and of alarms and their tones. */

const SECRET = 'a secret for tests alone';
const WRONG = 'north-1\nnorth-2, boss\n남쪽 수색 3조, observer, alpha|north-*, 999\nnorth-1';
const RIGHT = [
  'north-1',
  'north-2, observer',
  '남쪽 수색 3조, radio, alpha|north-*, 120',
  'hill-1, dispatcher',
  ...Array.from({ length: 8 }, (_, n) => `ridge-${n + 1}`),
].join('\n');

/** Everything about tokens; leaves the window as it was. */
async function tokens(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press('6');
  await page.keyboard.press('t');
  await shoot('mint');
  await page.keyboard.type('valley-7');
  await page.keyboard.press('Enter');
  await expect(page.locator('.minted')).toBeVisible();
  await shoot('minted');
  await escape(page);
  await page.keyboard.press('t');
  await page.getByRole('dialog').locator('input[value=list] + label').click();
  const list = page.getByRole('dialog').locator('textarea').first();
  await list.fill(WRONG);
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await shoot('list-wrong');
  await list.fill(RIGHT);
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await expect(page.locator('.minted-list')).toBeVisible();
  await shoot('list-minted');
  await cards(page, shoot);
  await page.keyboard.press('Escape');
  await escape(page);
  await shoot('tokens-many');
  const boxes = page.getByRole('row').getByRole('checkbox');
  for (const place of [1, 2, 3]) await boxes.nth(place).check();
  await shoot('tokens-selected');
  await page.locator('.token-tools button').first().click();
  await shoot('revoke');
  await escape(page);
  for (const place of [1, 2, 3]) await boxes.nth(place).uncheck();
  await page.locator('.view-head__actions button').first().click();
  await shoot('rotate');
  await escape(page);
}

/** What goes onto paper, as the system would be given it. */
async function cards(page: Page, shoot: Shoot): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.locator('button', { has: page.locator('.tabler-icon-printer') }).click();
  for (const layout of ['8', '1']) {
    await dialog.locator(`input[value="${layout}"] + label`).click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByTestId('cards').getByRole('article').first()).toBeVisible();
    await shoot(`cards-${layout}`);
    await page.emulateMedia({ media: null });
  }
}

async function alarms(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot('alarms');
  await page.getByRole('dialog').locator('.tone-bar button').last().click();
  const quiet = page.getByRole('dialog').getByRole('switch');
  await quiet.check();
  await shoot('tones');
  await quiet.uncheck();
  await escape(page);
}

/** Has the system ask for ever where to print. */
async function askForEver({ app }: OpenConsole): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    Object.assign(window?.webContents ?? {}, {
      // Never answers, and is not forgotten either: Electron would answer in place of an answer that
      // nobody can give any more, and the cards would go from the page.
      print: (_options: unknown, done: unknown) => Object.assign(globalThis, { printed: done }),
    });
  });
}

test('tokens, alarms and tones', async ({ openConsole }) => {
  const opened = await openConsole({
    env: { LIVECHAT_SECRET: SECRET },
    settings: {
      heartbeat_interval_ms: 500,
      suspect_after_ms: 1_100,
      zombie_after_ms: 2_000,
      reaper_interval_ms: 100,
      channels: [{ channel_id: 'search-north', channel_name: 'Search north' }],
    },
  });
  const { page } = opened;
  const url = await page.getByTestId('gateway-address').innerText();
  for (const user of ['north-3', '남쪽-2']) {
    await (
      await RawRadio.login(url, user, SECRET)
    ).closed;
  }
  await breakOff(opened);
  await askForEver(opened);
  await everywhere(opened, async (shoot) => {
    await tokens(page, shoot);
    await alarms(page, shoot);
  });
});
