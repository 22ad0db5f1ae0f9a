import { describe, expect, it } from 'vitest';
import { Default, Limit } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { RawRadio } from './raw-radio.ts';
import { SECRET, startNet } from './start-net.ts';

/** Each limit at N, which is allowed, and at N + 1, which is not. */

const ALPHA = { channel_id: 'alpha', channel_name: 'Alpha' };
const channels = [ALPHA];

/** A text of so many bytes: Korean, of three bytes a letter, and Latin for the rest. */
function korean(bytes: number): string {
  return '가'.repeat(Math.floor(bytes / 3)) + 'a'.repeat(bytes % 3);
}

function code(frames: readonly { op: number; d: unknown }[]): unknown {
  const [frame] = frames;
  return frame?.op === Op.ERROR ? (frame.d as { code: number }).code : frame?.op;
}

describe('limits, at N and at N + 1', () => {
  it('a message: 2,000 bytes of Korean text', async () => {
    const radio = await (await startNet({ channels })).radio('radio');
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1 });
    const say = async (bytes: number): Promise<unknown> =>
      code(await radio.ask(Op.MESSAGE_CREATE, { channel_id: 'alpha', content: korean(bytes) }));
    expect(Buffer.byteLength(korean(2_000))).toBe(2_000);
    expect(await say(2_000)).toBe(Op.MESSAGE_EVENT);
    expect(await say(2_001)).toBe(3001);
  });

  it('a channel: 100 members', async () => {
    const net = await startNet({ channels });
    const answers: unknown[] = [];
    for (let number = 1; number <= 101; number += 1) {
      const radio = await net.radio(`radio-${number}`);
      answers.push(code(await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: number })));
    }
    expect(answers).toEqual([...Array<number>(100).fill(Op.ACK), 2001]);
    expect(net.server.net.channels.get('alpha')?.members.size).toBe(100);
  });

  it('a channel with a capacity of its own, up to 100', async () => {
    const net = await startNet();
    const radio = await net.radio('radio');
    const create = async (capacity: number): Promise<unknown> =>
      code(await radio.ask(Op.CHANNEL_CREATE, { ...ALPHA, channel_id: `c${capacity}`, capacity }));
    expect([await create(1), await create(100)]).toEqual([Op.ACK, Op.ACK]);
    expect([await create(0), await create(101)]).toEqual([1004, 1004]);
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'c1', ssrc: 1 });
    const second = await net.radio('second');
    expect(code(await second.ask(Op.CHANNEL_JOIN, { channel_id: 'c1', ssrc: 2 }))).toBe(2001);
  });

  it('a user: channels that it is in', async () => {
    const net = await startNet({
      channels: [ALPHA, { channel_id: 'bravo', channel_name: 'Bravo' }],
      limits: { channels_per_user: 1 },
    });
    const radio = await net.radio('radio');
    const join = async (channel_id: string, ssrc: number): Promise<unknown> =>
      code(await radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc }));
    expect([await join('alpha', 1), await join('bravo', 2)]).toEqual([Op.ACK, 2002]);
    expect(net.server.feed.snapshot().limits_hit.channels_per_user).toBe(1);
    await radio.ask(Op.CHANNEL_LEAVE, { channel_id: 'alpha' });
    expect(await join('bravo', 2)).toBe(Op.ACK);
  });

  it('the whole net: channels that radios make; an operator makes more', async () => {
    const net = await startNet({ channels: [ALPHA], limits: { channels: 2 } });
    const radio = await net.radio('radio');
    const create = async (channel_id: string): Promise<unknown> =>
      code(await radio.ask(Op.CHANNEL_CREATE, { ...ALPHA, channel_id }));
    expect([await create('bravo'), await create('charlie')]).toEqual([Op.ACK, 2002]);
    expect(net.server.feed.snapshot().limits_hit.channels).toBe(1);
    expect(await create('bravo')).toBe(Op.ACK);
    const charlie = { channel_id: 'charlie', channel_name: 'Charlie' };
    expect(net.server.net.createChannel('operator', charlie)).toHaveProperty('value');
    expect(await create('charlie')).toBe(Op.ACK);
  });

  it('the whole net: sessions', async () => {
    const net = await startNet({ limits: { sessions: 1 } });
    await net.radio('first');
    const second = await RawRadio.connect(net.url);
    const log = async (user_id: string): Promise<unknown> =>
      code(await second.ask(Op.IDENTIFY, { user_id, token: SECRET }));
    expect(await log('second')).toBe(1005);
    expect(await log('first')).toBe(Op.READY);
    expect(net.server.feed.snapshot().limits_hit.sessions).toBe(1);
  });

  it('a radio: frames in a minute, refused for as many again, and then closed', async () => {
    const clock = new ManualClock();
    const patience = { suspect_after_ms: 1_800_000, zombie_after_ms: 3_600_000 };
    const net = await startNet({ ...patience, limits: { frames_per_minute: 4 } }, { clock });
    const radio = await RawRadio.connect(net.url);
    radio.send(Op.IDENTIFY, { user_id: 'radio', token: SECRET });
    expect(code([await radio.next()])).toBe(Op.READY);
    const beat = async (): Promise<unknown> => {
      radio.send(Op.HEARTBEAT, null);
      return code([await radio.next()]);
    };
    const answers: unknown[] = [];
    for (let n = 0; n < 7; n += 1) answers.push(await beat());
    expect(answers).toEqual([...Array<number>(3).fill(Op.HEARTBEAT_ACK), 1005, 1005, 1005, 1005]);
    clock.advance(60_000);
    expect(await beat()).toBe(Op.HEARTBEAT_ACK);
    for (let n = 0; n < 8; n += 1) radio.send(Op.HEARTBEAT, null);
    expect(await radio.closed).toMatchObject({ code: 4008 });
  });

  it('the whole net: memberships with media', async () => {
    const net = await startNet({ channels, limits: { media_peers: 2 } });
    const answers: unknown[] = [];
    for (const number of [1, 2, 3]) {
      const radio = await net.radio(`radio-${number}`);
      answers.push(code(await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: number })));
    }
    expect(answers).toEqual([Op.ACK, Op.ACK, 2001]);
  });

  it('an SSRC: 32 bits', async () => {
    const radio = await (await startNet({ channels })).radio('radio');
    const join = async (ssrc: number): Promise<unknown> =>
      code(await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc }));
    expect(await join(2 ** 32)).toBe(1004);
    expect(await join(-1)).toBe(1004);
    expect(await join(1.5)).toBe(1004);
    expect(await join(2 ** 32 - 1)).toBe(Op.ACK);
  });

  it('ids and names, in bytes', async () => {
    const radio = await (await startNet()).radio('radio');
    const create = async (id: number, name: number): Promise<unknown> =>
      code(
        await radio.ask(Op.CHANNEL_CREATE, { channel_id: korean(id), channel_name: korean(name) }),
      );
    expect(await create(Limit.ID_BYTES, Limit.NAME_BYTES)).toBe(Op.ACK);
    expect(await create(Limit.ID_BYTES + 1, 10)).toBe(1004);
    expect(await create(10, Limit.NAME_BYTES + 1)).toBe(1004);
  });

  it('a user id and a token, in bytes', async () => {
    const radio = await RawRadio.connect((await startNet()).url);
    const identify = async (user: number, token: string): Promise<unknown> =>
      code(await radio.ask(Op.IDENTIFY, { user_id: korean(user), token }));
    expect(await identify(10, 'x'.repeat(Limit.TOKEN_BYTES))).toBe(1001);
    expect(await identify(10, 'x'.repeat(Limit.TOKEN_BYTES + 1))).toBe(1004);
    expect(await identify(Limit.ID_BYTES + 1, SECRET)).toBe(1004);
    expect(await identify(Limit.ID_BYTES, SECRET)).toBe(Op.READY);
  });

  it('a frame: 16 KiB, or the connection is closed with 1009', async () => {
    const radio = await RawRadio.connect((await startNet()).url);
    const frame = JSON.stringify({ op: Op.HEARTBEAT, d: null });
    radio.sendText(frame.padEnd(Limit.FRAME_BYTES));
    expect((await radio.next()).op).toBe(Op.HEARTBEAT_ACK);
    radio.sendText(frame.padEnd(Limit.FRAME_BYTES + 1));
    expect(await radio.closed).toMatchObject({ code: 1009 });
  });

  it('failed log-ins on one connection: the fifth closes it with 4004', async () => {
    const radio = await RawRadio.connect((await startNet()).url);
    const attempt = { user_id: 'radio', token: 'wrong' };
    for (let count = 1; count < Limit.FAILED_IDENTIFIES; count += 1) {
      expect(code(await radio.ask(Op.IDENTIFY, attempt))).toBe(1001);
    }
    radio.send(Op.IDENTIFY, attempt);
    expect(code([await radio.next()])).toBe(1001);
    expect(await radio.closed).toMatchObject({ code: 4004 });
  });

  it('time for an IDENTIFY: after it the connection is closed with 4003', async () => {
    const clock = new ManualClock();
    const net = await startNet({}, { clock });
    const [idle, prompt] = [await RawRadio.connect(net.url), await RawRadio.connect(net.url)];
    clock.advance(Default.IDENTIFY_TIMEOUT_MS - 1);
    expect(code(await prompt.ask(Op.IDENTIFY, { user_id: 'prompt', token: SECRET }))).toBe(
      Op.READY,
    );
    clock.advance(1);
    expect(await idle.closed).toMatchObject({ code: 4003 });
    expect(await prompt.drain()).toEqual([]);
  });

  it('a binary frame closes the connection with 1003', async () => {
    const radio = await (await startNet()).radio('radio');
    radio.socket.send(Buffer.from('{"op":1,"d":null}'), { binary: true });
    expect(await radio.closed).toMatchObject({ code: 1003 });
  });
});
