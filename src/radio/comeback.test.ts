import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Op } from '../contract/ops.ts';
import { RadioClient } from './client.ts';
import { Backoff, comesBack } from './comeback.ts';
import { FAKE_TOKEN, FakeNet } from './fake-net.ts';
import { ManualClock } from './manual-clock.ts';

vi.setConfig({ testTimeout: 20_000 });

const until = (condition: () => boolean): Promise<boolean> =>
  vi.waitUntil(condition, { timeout: 10_000 });

describe('the way back', () => {
  it.each([
    ['all', 1, [500, 1_000, 2_000, 4_000, 8_000, 8_000]],
    ['none', 0, [250, 500, 1_000, 2_000, 4_000, 4_000]],
  ])('has waits that grow, with %s of their chance', (_what, share, waits) => {
    const backoff = new Backoff(new ManualClock(), (bound) => share * (bound - 1));
    expect(waits.map(() => backoff.next(1006))).toEqual(waits);
  });

  it('begins anew behind a connection that stood for 10 s, and not behind a shorter one', async () => {
    const clock = new ManualClock();
    const backoff = new Backoff(clock, () => 0);
    backoff.next(1006);
    backoff.isBack();
    await clock.advance(9_999);
    expect(backoff.next(1006)).toBe(500);
    backoff.isBack();
    await clock.advance(10_000);
    expect(backoff.next(1006)).toBe(250);
  });

  it('is slow after 4008', () => {
    const backoff = new Backoff(new ManualClock(), (bound) => bound - 1);
    expect([1, 2, 3, 4, 5].map(() => backoff.next(4008))).toEqual([
      30_000, 60_000, 120_000, 240_000, 300_000,
    ]);
  });

  it('is taken after some codes and not after others', () => {
    const codes = [1000, 1001, 1002, 1006, 4003, 4004, 4006, 4008, 4009, 4010, 4011, 4012, 4013];
    expect(codes.filter(comesBack)).toEqual([1001, 1006, 4003, 4008, 4009, 4013]);
  });
});

describe('a radio that lost its connection', () => {
  let net: FakeNet;
  let clock: ManualClock;
  let client: RadioClient;
  let told: unknown[][];

  beforeEach(async () => {
    net = await FakeNet.start();
    clock = new ManualClock();
    client = await RadioClient.connect(net.url, {
      clock,
      random: (bound) => (bound === 0xffff_ffff ? 41 : 0),
    });
    told = [];
    for (const name of ['lost', 'resumed', 'identified', 'message'] as const) {
      client.on(name, (value) => told.push([name, value]));
    }
    await client.identify('ann', FAKE_TOKEN);
    await client.create('ops', 'Operations');
    await client.join('ops', 1);
  });

  afterEach(async () => {
    const closing = client.close();
    await clock.advance(60_000);
    await closing;
    expect(clock.running).toBe(0);
    await net.stop();
  });

  const lose = async (code?: number): Promise<void> => {
    const { socket } = net.peers.at(-1) ?? {};
    if (code === undefined) socket?.terminate();
    else socket?.close(code, 'away');
    await until(() => told.length > 0);
  };

  it('logs in anew and joins its channels, at the time that its back-off says', async () => {
    await lose();
    await expect(client.list()).rejects.toMatchObject({ code: 1006 });
    await clock.advance(249);
    expect(net.peers).toHaveLength(1);
    await clock.advance(1);
    await until(() => told.length === 2);
    expect(told).toMatchObject([
      ['lost', { code: 1006 }],
      ['identified', { joined: [{ channel_id: 'ops', ssrc: 1 }], missing: [] }],
    ]);
    expect(await client.list()).toHaveLength(1);
  });

  it('tries until it is let in', async () => {
    net.intercept = ({ op }, peer) => {
      if (op === Op.IDENTIFY && net.peers.length < 4) peer.socket.terminate();
      return op === Op.IDENTIFY && net.peers.length < 4;
    };
    await lose(1001);
    for (const [count, wait] of [250, 500, 1_000].entries()) {
      await clock.advance(wait);
      await until(() => net.peers.length === count + 2);
      await until(() => clock.running === 1 || told.length === 2);
    }
    await until(() => told.length === 2);
    expect(told).toMatchObject([
      ['lost', { code: 1001 }],
      ['identified', {}],
    ]);
  });

  it('takes another SSRC where its own is in use, and says which channels are gone', async () => {
    await client.create('other', 'Other');
    await client.join('other', 2);
    net.intercept = (frame, peer) => {
      const { channel_id, ssrc } = (frame.d ?? {}) as { channel_id?: string; ssrc?: number };
      const code = channel_id === 'other' ? 2000 : ssrc === 1 ? 2005 : null;
      if (frame.op !== Op.CHANNEL_JOIN || code === null) return false;
      net.push(peer, { op: Op.ERROR, d: { code, reason: 'no', op: frame.op } });
      return true;
    };
    await lose(4009);
    await clock.advance(250);
    await until(() => told.length === 2);
    expect(told[1]?.[1]).toMatchObject({
      joined: [{ channel_id: 'ops', ssrc: 42 }],
      missing: [{ channel_id: 'other', error: { code: 2000 } }],
    });
  });

  it('ends when its token is no longer good', async () => {
    net.intercept = ({ op }, peer) => {
      const error = { code: 1001, reason: 'token expired', op };
      if (op === Op.IDENTIFY) net.push(peer, { op: Op.ERROR, d: error });
      return op === Op.IDENTIFY;
    };
    await lose();
    await clock.advance(250);
    expect(await client.closed).toEqual({
      code: 4004,
      reason: 'could not log in again: 1001 token expired',
    });
  });

  it('can be closed while it waits', async () => {
    await lose();
    expect(await client.close()).toEqual({ code: 1000, reason: '' });
  });
});
