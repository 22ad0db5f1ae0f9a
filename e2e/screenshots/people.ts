import { expect, type Page } from '@playwright/test';
import { createSocket } from 'node:dgram';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { Op } from '../../src/contract/ops.ts';
import type { SettingsInput } from '../../src/contract/settings.ts';
import type { OpenConsole } from '../console/open-console.ts';
import { TalkingRadio } from '../console/talking-radio.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { resumable } from '../net/resumable.ts';

/** The people in the pictures: who is on the net, what they say, and what befalls them. */

const channels = [
  { channel_id: 'command', channel_name: 'Command' },
  { channel_id: 'search-north', channel_name: 'Search north' },
  { channel_id: 'search-south', channel_name: '수색 남쪽' },
  { channel_id: 'medical', channel_name: 'Medical', capacity: 20 },
];
/** Radios soon fall silent and long stay: pictures are taken between the two. */
export const NET_OF_PEOPLE: SettingsInput = {
  channels,
  heartbeat_interval_ms: 5_000,
  suspect_after_ms: 12_000,
  zombie_after_ms: 900_000,
};
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

export async function mint(page: Page, user_id: string): Promise<string> {
  return page.evaluate(async (user) => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const result = await livechat.command('token.mint', { user_id: user });
    if (!result.ok) throw new Error(result.error.reason);
    return result.value.token;
  }, user_id);
}

/** Fills the net with radios, two of them talking. */
export async function populate({ page }: OpenConsole): Promise<() => Promise<void>> {
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
export async function chat({ page }: OpenConsole): Promise<void> {
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
export async function fallSilent({ page }: OpenConsole): Promise<() => void> {
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

/** A radio whose connection breaks while it talks: nothing is more urgent. */
export async function breakOff({ page }: OpenConsole): Promise<void> {
  const url = await page.getByTestId('gateway-address').innerText();
  const talkers = page.getByTestId('count-talkers');
  const before = Number(await talkers.innerText());
  const radio = await RawRadio.login(url, 'valley-8', await mint(page, 'valley-8'));
  const ssrc = 0x4001;
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'search-north', ssrc });
  const port = Number(await page.getByTestId('udp-port').innerText());
  const socket = createSocket('udp4');
  for (let sequence = 1; sequence <= 5; sequence += 1) {
    // RTP (RFC 3550, 5.1): version 2, payload type 111.
    const packet = Buffer.alloc(32);
    packet.writeUInt32BE(0x806f_0000 + sequence, 0);
    packet.writeUInt32BE(sequence * 960, 4);
    packet.writeUInt32BE(ssrc, 8);
    socket.send(packet, port, '127.0.0.1');
  }
  await expect(talkers).toHaveText(String(before + 1));
  radio.socket.terminate();
  socket.close();
  await expect(page.getByTestId('alarms')).toHaveAccessibleName(/the worst: Critical/);
}

/** Somebody who tries tokens until it is an alarm. */
export async function guess({ page }: OpenConsole): Promise<void> {
  const url = await page.getByTestId('gateway-address').innerText();
  const alarms = page.getByTestId('alarms');
  const before = await alarms.getAttribute('data-severity');
  for (let tries = 0; tries < 20 && before === null; tries += 1) {
    const radio = await RawRadio.connect(url);
    await radio.ask(Op.IDENTIFY, { user_id: 'visitor-9', token: 'a guess' });
    radio.socket.terminate();
    if ((await alarms.getAttribute('data-severity')) !== null) return;
  }
  await expect(alarms).toHaveAccessibleName(/alarm/);
}

/** A radio that is muted, and some that are kept out. */
export async function sanction({ page }: OpenConsole): Promise<void> {
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
