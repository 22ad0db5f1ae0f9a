import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';
import {
  chat,
  fallSilent,
  mint,
  NET_OF_PEOPLE,
  populate,
  sanction,
} from '../screenshots/people.ts';
import { cutOff } from './cut-off.ts';
import { gatewayUrl } from './in-window.ts';
import { test } from './open-console.ts';

const VIEWS = 9;
const channels = [
  { channel_id: 'alpha', channel_name: 'Alpha' },
  { channel_id: 'bravo', channel_name: '구조대 북쪽 능선' },
];

for (const theme of ['dark', 'light'] as const) {
  for (const language of ['English', '한국어'] as const) {
    test(`every view is accessible: ${theme}, ${language}`, async ({ openConsole }) => {
      const { page } = await openConsole({ settings: { channels } });
      await expect(page.getByTestId('gateway-address')).toBeVisible();
      if (theme === 'light') await page.getByRole('button', { name: /light theme/ }).click();
      if (language === '한국어') await page.getByRole('button', { name: /한국어/ }).click();
      // What is checked is the views, not the tip of the button that was just pressed.
      await page.mouse.move(0, 0);
      await expect(page.getByRole('tooltip')).toHaveCount(0);
      for (let view = 1; view <= VIEWS; view += 1) {
        await page.keyboard.press(String(view));
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        // Electron has no other pages for axe to open.
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
        expect(violations, `view ${view}`).toEqual([]);
      }
    });
  }
}

/** Dialogs that a key opens, wherever one is. */
const DIALOGS = ['?', 's', 'w', 'n', 't', 'a', 'Control+k'];

type Look = (where: string) => Promise<void>;

test('no text is cut off and no target too low at 1280 x 800, in either language', async ({
  openConsole,
}) => {
  test.setTimeout(180_000);
  const opened = await openConsole({ settings: NET_OF_PEOPLE });
  const { app, page } = opened;
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
  );
  const leave = await populate(opened);
  await chat(opened);
  const silent = await fallSilent(opened);
  await sanction(opened);
  const crowd = await fillCommand(page);
  const found: string[] = [];
  for (const language of ['English', '한국어']) {
    const look: Look = async (where) => {
      for (const fault of await cutOff(page)) found.push(`${language}, ${where}: ${fault}`);
    };
    await lookAtViews(page, look);
    await lookAtDialogs(page, look);
    await page.getByRole('button', { name: /한국어|English/ }).click();
  }
  expect(found).toEqual([]);
  for (const radio of crowd) await radio.close();
  silent();
  await leave();
});

/** So many listeners that the list of the channel's members has to scroll. */
async function fillCommand(page: Page): Promise<RawRadio[]> {
  const url = await gatewayUrl(page);
  const radios: RawRadio[] = [];
  for (let ssrc = 9_001; ssrc <= 9_010; ssrc += 1) {
    const name = `team-${ssrc}`;
    const radio = await RawRadio.login(url, name, await mint(page, name));
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'command', ssrc });
    radios.push(radio);
  }
  return radios;
}

async function lookAtViews(page: Page, look: Look): Promise<void> {
  for (let view = 1; view <= VIEWS; view += 1) {
    await page.keyboard.press(String(view));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(`view ${view}`);
  }
  await page.locator('.view-head__actions button').first().click();
  await expect(page.getByTestId('check-clock')).toBeVisible();
  await look('check');
  await page.keyboard.press('1');
  await page.locator('[data-channel=command] .channel-card__open').click();
  for (const tab of [0, 1]) {
    await page.getByRole('tab').nth(tab).click();
    await look(`channel, tab ${tab}`);
  }
  await page.keyboard.press('Escape');
}

async function lookAtDialogs(page: Page, look: Look): Promise<void> {
  await page.keyboard.press('2');
  await page
    .getByRole('rowheader', { name: /^north-2/ })
    .getByRole('button')
    .click();
  await page.getByRole('checkbox', { name: /medic-1/ }).check();
  await look('story');
  for (const key of [...DIALOGS, 'k', 'b']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(`dialog ${key}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // One Escape closes one thing.
    await expect(page.locator('.radio-panel')).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
