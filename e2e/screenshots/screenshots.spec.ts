import { expect, type Page } from '@playwright/test';
import { test } from '../console/open-console.ts';
import { escape, everywhere, type Shoot } from './everywhere.ts';
import { chat, fallSilent, NET_OF_PEOPLE, populate, sanction } from './people.ts';

/** Pictures of every view, and of all that opens over it, with people on the net. */

const VIEWS = [
  ...['net', 'radios', 'zombies', 'media', 'traffic', 'tokens'],
  ...['messages', 'events'],
] as const;
/** Parts of the window that a key opens. */
const PARTS = { keys: '?', sanctions: 's', write: 'w', 'new-channel': 'n', palette: 'Control+k' };

test('every view', async ({ openConsole }) => {
  test.setTimeout(600_000);
  const opened = await openConsole({ settings: NET_OF_PEOPLE });
  const { page } = opened;
  const leave = await populate(opened);
  await chat(opened);
  const silent = await fallSilent(opened);
  await sanction(opened);
  await page.keyboard.press('1');
  await expect(page.getByRole('list', { name: 'Talking' })).toHaveCount(2);
  // The charts want some minutes of traffic, a picture some seconds of it.
  await expect
    .poll(async () => Number((await page.getByTestId('count-packets-in').innerText()) || 0))
    .toBeGreaterThan(50);
  await everywhere(opened, async (shoot) => {
    for (const [index, view] of VIEWS.entries()) {
      await page.keyboard.press(String(index + 1));
      await shoot(view);
    }
    await parts(page, shoot);
    await channel(page, shoot);
    await media(page, shoot);
    await radio(page, shoot);
    await nothingFound(page, shoot);
  });
  silent();
  await leave();
});

async function parts(page: Page, shoot: Shoot): Promise<void> {
  for (const [part, key] of Object.entries(PARTS)) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(part);
    if (part === 'palette') {
      await page.keyboard.type('nor');
      await shoot('palette-found');
    }
    await escape(page);
  }
  await page.locator('.strip__gateway button').nth(1).click();
  await expect(page.getByTestId('join-uri')).toBeVisible();
  await shoot('join');
  await escape(page);
}

async function channel(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press('1');
  await page.locator('[data-channel=command] .channel-card__open').focus();
  await shoot('net-focus');
  await page.keyboard.press('Enter');
  for (const [tab, name] of ['channel', 'channel-events'].entries()) {
    await page.getByRole('tab').nth(tab).click();
    await shoot(name);
  }
  for (const [place, name] of [
    [1, 'rename'],
    [2, 'delete'],
  ] as const) {
    await page.locator('.channel-head__actions button').nth(place).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(name);
    await escape(page);
  }
  await page.keyboard.press('Escape');
}

async function media(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press('4');
  await page.locator('.place-button').first().click();
  await page.locator('.chart-row .mantine-SegmentedControl-label').nth(1).click();
  await shoot('media-peer');
}

/** The story of a radio, and what can be done with the selected one. */
async function radio(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press('2');
  await page.locator('.view-head__actions button').nth(1).click();
  await expect(page.locator('.column-choice')).toBeVisible();
  await shoot('columns');
  await page.keyboard.press('Escape');
  await page
    .getByRole('rowheader', { name: /^hill-1/ })
    .getByRole('button')
    .click();
  await page.getByRole('checkbox', { name: /medic-1/ }).check();
  await shoot('radio');
  await page.locator('.radio-panel section').last().scrollIntoViewIfNeeded();
  await shoot('radio-end');
  for (const [name, key] of Object.entries({ ban: 'b', kick: 'k' })) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(name);
    await escape(page);
  }
  await page.keyboard.press('m');
  await expect(page.locator('.undoable')).toBeVisible();
  await shoot('undo');
  await page.keyboard.press('u');
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

/** What a search says that finds nothing. */
async function nothingFound(page: Page, shoot: Shoot): Promise<void> {
  for (const [view, key] of Object.entries({ net: '1', radios: '2', tokens: '6', events: '8' })) {
    await page.keyboard.press(key);
    const search = page.locator('input[data-search]');
    await search.fill('nobody of this name');
    await search.blur();
    await expect(page.locator('.nothing')).toBeVisible();
    await shoot(`${view}-none`);
    await search.fill('');
    await search.blur();
  }
}
