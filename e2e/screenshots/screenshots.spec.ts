import { expect, type Page } from '@playwright/test';
import { resolve } from 'node:path';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { Op } from '../../src/contract/ops.ts';
import { test, type OpenConsole } from '../console/open-console.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { resumable } from '../net/resumable.ts';
import { TalkingRadio } from '../console/talking-radio.ts';

/** Pictures of every view, with people on the net: dark and light, two languages, two sizes. */

const root = resolve(import.meta.dirname, '../..');
const VIEWS = [
  ...['net', 'radios', 'zombies', 'media', 'traffic', 'tokens'],
  ...['messages', 'events'],
] as const;
/** Parts of the window that a key opens. */
const PARTS = { palette: ['Control+k'], keys: ['?'], sanctions: ['s'], write: ['w'] };
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const channels = [
  { channel_id: 'command', channel_name: 'Command' },
  { channel_id: 'search-north', channel_name: 'Search north' },
  { channel_id: 'search-south', channel_name: '수색 남쪽' },
  { channel_id: 'medical', channel_name: 'Medical', capacity: 20 },
];
/** Who is where. The first ones talk, each on its first channel. */
const TALKERS = 2;
const PEOPLE: readonly (readonly [string, readonly string[]])[] = [
  ['hill-1', ['command', 'search-north']],
  ['north-2', ['search-north']],
  ['north-3', ['search-north']],
  ['south-1', ['search-south', 'command']],
  ['남쪽-2', ['search-south']],
  ['medic-1', ['medical', 'command']],
  ['base', ['command', 'search-north', 'search-south', 'medical']],
];

async function mint(page: Page, user_id: string): Promise<string> {
  return page.evaluate(async (user) => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const result = await livechat.command('token.mint', { user_id: user });
    if (!result.ok) throw new Error(result.error.reason);
    return result.value.token;
  }, user_id);
}

/** Fills the net with radios, two of them talking. */
async function populate({ page }: OpenConsole): Promise<() => Promise<void>> {
  const url = await page.getByTestId('gateway-address').innerText();
  let ssrc = 0x1000;
  const closings: (() => Promise<void>)[] = [];
  for (const [index, [user, places]] of PEOPLE.entries()) {
    const radio = await TalkingRadio.login(url, user, await mint(page, user));
    for (const place of places) await radio.join(place, (ssrc += 1));
    if (index < TALKERS) radio.talk();
    closings.push(() => radio.close());
  }
  return async () => {
    for (const close of closings) await close();
  };
}

/** Something written, and something left unread. */
async function chat({ page }: OpenConsole): Promise<void> {
  const write = (channel_ids: string[], content: string): Promise<unknown> =>
    page.evaluate(
      ([ids, text]) => {
        const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
        return livechat.command('message.send', { channel_ids: ids, content: text });
      },
      [channel_ids, content] as const,
    );
  const url = await page.getByTestId('gateway-address').innerText();
  const radio = await RawRadio.login(url, 'valley-7', await mint(page, 'valley-7'));
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'command', ssrc: 0x3001 });
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'medical', ssrc: 0x3002 });
  const say = (channel_id: string, content: string): Promise<unknown> =>
    radio.ask(Op.MESSAGE_CREATE, { channel_id, content });
  await say('command', 'Gate 4 is open, two people on foot heading for the north ridge.');
  await write(
    ['command', 'search-south'],
    'Storm from the west at 18:00. Be below the tree line by then.',
  );
  await say('command', '확인했습니다. 북쪽 능선 수색조는 17시 30분까지 철수합니다.');
  await say('command', 'Copy.\nGrid 52S CF 3345 8890');
  await say('medical', 'One more stretcher, please.');
  await radio.close();
}

/** Two radios of which nothing is heard any more. */
async function fallSilent({ page }: OpenConsole): Promise<() => void> {
  const url = await page.getByTestId('gateway-address').innerText();
  const cut = await resumable(url, 'ridge-4', await mint(page, 'ridge-4'));
  await cut.radio.ask(Op.CHANNEL_JOIN, { channel_id: 'search-north', ssrc: 0x2001 });
  cut.radio.socket.terminate();
  const mute = await RawRadio.login(url, '계곡-5', await mint(page, '계곡-5'));
  await mute.ask(Op.CHANNEL_JOIN, { channel_id: 'search-south', ssrc: 0x2002 });
  await page.keyboard.press('3');
  await expect(page.getByRole('row').filter({ hasText: '계곡-5' })).toBeVisible();
  return () => mute.socket.terminate();
}

/** A radio that is muted, and some that are kept out. */
async function sanction({ page }: OpenConsole): Promise<void> {
  await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const ban = { kind: 'ban', ttl_s: 12 * 3_600 } as const;
    for (const input of [
      { kind: 'mute', user_id: 'north-2', reason: '', ttl_s: null } as const,
      { ...ban, user_id: 'visitor-9', reason: 'Plays music on the command channel' },
      { ...ban, ip: '192.0.2.17', reason: '반복된 접속 시도', ttl_s: null },
    ]) {
      const result = await livechat.command('sanction.add', input);
      if (!result.ok) throw new Error(result.error.reason);
    }
  });
}

async function resize(
  { app }: OpenConsole,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
}

test('every view', async ({ openConsole }) => {
  const opened = await openConsole({
    settings: {
      channels,
      heartbeat_interval_ms: 5_000,
      suspect_after_ms: 12_000,
      zombie_after_ms: 900_000,
    },
  });
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
  const folder = `${root}/test-results/screenshots`;
  for (const size of SIZES) {
    await resize(opened, size);
    for (const theme of ['dark', 'light']) {
      for (const language of ['en', 'ko']) {
        for (const [index, view] of VIEWS.entries()) {
          await page.keyboard.press(String(index + 1));
          await page.screenshot({
            path: `${folder}/${view}-${theme}-${language}-${size.width}.png`,
          });
          const isCover = view === 'net' && theme === 'dark' && language === 'en';
          if (isCover && size.width === 1280) {
            await page.screenshot({ path: `${root}/docs/images/net.png` });
          }
        }
        await page.keyboard.press('1');
        await page.locator('[data-channel=command] .channel-card__open').click();
        for (const tab of [0, 1]) {
          await page.getByRole('tab').nth(tab).click();
          const name = ['channel', 'channel-events'][tab];
          await page.screenshot({
            path: `${folder}/${name}-${theme}-${language}-${size.width}.png`,
          });
        }
        await page.keyboard.press('Escape');
        await page.keyboard.press('4');
        await page.locator('.place-button').first().click();
        await page.locator('.chart-row .mantine-SegmentedControl-label').nth(1).click();
        await page.screenshot({
          path: `${folder}/media-peer-${theme}-${language}-${size.width}.png`,
        });
        for (const [part, keys] of Object.entries(PARTS)) {
          for (const key of keys) await page.keyboard.press(key);
          await page.screenshot({
            path: `${folder}/${part}-${theme}-${language}-${size.width}.png`,
          });
          await page.keyboard.press('Escape');
        }
        await page.keyboard.press('2');
        await page
          .getByRole('rowheader', { name: /^hill-1/ })
          .getByRole('button')
          .click();
        await page.getByRole('checkbox', { name: /medic-1/ }).check();
        await page.screenshot({ path: `${folder}/radio-${theme}-${language}-${size.width}.png` });
        await page.keyboard.press('b');
        await page.screenshot({ path: `${folder}/ban-${theme}-${language}-${size.width}.png` });
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: /Switch to 한국어|English/ }).click();
      }
      await page.getByRole('button', { name: /light theme|dark theme/ }).click();
    }
  }
  silent();
  await leave();
});
