import { expect, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test, type OpenConsole } from '../console/open-console.ts';
import { TalkingRadio } from '../console/talking-radio.ts';
import {
  breakOff,
  chat,
  fallSilent,
  guess,
  mint,
  NET_OF_PEOPLE,
  populate,
  sanction,
} from './people.ts';

/** The pictures of README and handbook: docs/images. Dark, English, 1280 x 800, 255 colours. */

const images = resolve(import.meta.dirname, '../../docs/images');
const raw = resolve(import.meta.dirname, '../../test-results/handbook');

/** A palette makes a third of the size of it, and nobody sees it. */
const TO_PALETTE =
  'split[whole][sample];[sample]palettegen=max_colors=255:reserve_transparent=0[colours];' +
  '[whole][colours]paletteuse=dither=none';

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  mkdirSync(raw, { recursive: true });
  await page.screenshot({ path: `${raw}/${name}.png`, animations: 'disabled' });
  const files = ['-i', `${raw}/${name}.png`, '-lavfi', TO_PALETTE, `${images}/${name}.png`];
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...files]);
}

async function small({ app }: OpenConsole): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800);
  });
}

test('a net in the middle of its work', async ({ openConsole }) => {
  const opened = await openConsole({ settings: NET_OF_PEOPLE });
  const { page } = opened;
  await small(opened);
  const leave = await populate(opened);
  await chat(opened);
  const silent = await fallSilent(opened);
  await sanction(opened);
  await page.keyboard.press('1');
  await expect(page.getByRole('list', { name: 'Talking' })).toHaveCount(2);
  await take(page, 'net');
  await page.keyboard.press('3');
  await take(page, 'zombies');
  await page.keyboard.press('8');
  await take(page, 'events');
  await page.keyboard.press('2');
  await page
    .getByRole('rowheader', { name: /^hill-1/ })
    .getByRole('button')
    .click();
  await take(page, 'radio');
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: /medic-1/ }).check();
  await page.keyboard.press('b');
  await expect(page.getByRole('dialog')).toBeVisible();
  await take(page, 'ban');
  await page.keyboard.press('Escape');
  await guess(opened);
  await breakOff(opened);
  await page.keyboard.press('1');
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  await take(page, 'alarms');
  await page.getByRole('button', { name: 'Tones…' }).click();
  await page.getByRole('switch').check();
  await take(page, 'tones');
  await page.keyboard.press('Escape');
  silent();
  await leave();
});

test('the first start, to the first radio heard', async ({ openConsole }) => {
  const opened = await openConsole({
    settings: { host: '', channels: [{ channel_id: 'dispatch', channel_name: 'Dispatch' }] },
  });
  const { page } = opened;
  await small(opened);
  const url = await page.getByTestId('gateway-address').innerText();
  const radio = await TalkingRadio.login(url, 'hill-1', await mint(page, 'hill-1'));
  await radio.join('dispatch', 7);
  radio.talk();
  await page.keyboard.press('9');
  await page.getByRole('button', { name: 'Check this laptop' }).click();
  await expect(page.getByTestId('check-clock')).toBeVisible();
  await expect(page.getByText('hill-1 is heard in Dispatch.')).toBeVisible();
  await take(page, 'check');
  await page.keyboard.press('6');
  await page.keyboard.press('t');
  await page.keyboard.type('north-2');
  await page.keyboard.press('Enter');
  await expect(page.locator('.minted')).toBeVisible();
  await take(page, 'token');
  await radio.close();
});
