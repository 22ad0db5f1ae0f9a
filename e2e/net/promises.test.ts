import type { Socket } from 'node:dgram';
import { describe, expect, it } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { counterMemory } from '../../src/server/relay/counter-memory.ts';
import { CounterWriter } from '../../src/server/relay/counter-writer.ts';
import { Forwarder } from '../../src/server/relay/forwarder.ts';
import { FakePacketIo } from '../../src/server/relay/testing/fake-packet-io.ts';
import type { Frame, RawRadio } from './raw-radio.ts';
import { startNet, type TestNet } from './start-net.ts';
import { eventually, latch, rtp, udp } from './udp.ts';

/** What the server this protocol comes from gets wrong, and this one gets right, point by point. */

const ALPHA = { channel_id: 'alpha', channel_name: 'Alpha' };

async function withAlpha(...options: Parameters<typeof startNet>): Promise<TestNet> {
  const [input, ...rest] = options;
  return startNet({ channels: [ALPHA], ...input }, ...rest);
}

function join(radio: RawRadio, ssrc: number, channel_id = 'alpha'): Promise<unknown> {
  return radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc });
}

/** Sends packets until the listener has heard one. */
async function talkUntilHeard(net: TestNet, from: Socket, ssrc: number, at: Socket): Promise<void> {
  const heard: Buffer[] = [];
  at.on('message', (packet: Buffer) => heard.push(packet));
  for (let sequence = 1; heard.length === 0; sequence += 1) {
    from.send(rtp(ssrc, sequence), net.server.relay.port, '127.0.0.1');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What the three hubs know of a user. */
function traces(net: TestNet, userId: string): unknown {
  const { users, channels, peers } = net.server.net;
  return {
    users: users.snapshot().filter((radio) => radio.user_id === userId).length,
    channels: channels
      .snapshot()
      .flatMap((channel) => channel.members)
      .filter((member) => member.user_id === userId).length,
    peers: [...peers].filter((peer) => peer.userId === userId).length,
  };
}
const NONE = { users: 0, channels: 0, peers: 0 };

describe('the eleven points', () => {
  // Every op in every state: ops.test.ts. Here the five cases that were only logged.
  it('1. answers what used to be logged only', async () => {
    const net = await withAlpha({ channels: [{ ...ALPHA, capacity: 1 }] });
    const first = await net.radio('first');
    await join(first, 1);
    const second = await net.radio('second');
    const code = async (op: number, d: unknown): Promise<unknown> => {
      const [frame] = await second.ask(op, d);
      return (frame?.d as { code?: number } | undefined)?.code;
    };
    expect(await code(Op.CHANNEL_JOIN, { channel_id: 'nowhere', ssrc: 2 })).toBe(2000);
    expect(await code(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 2 })).toBe(2001);
    const own = { channel_id: 'own', channel_name: 'Own' };
    await second.ask(Op.CHANNEL_CREATE, own);
    await join(second, 2, 'own');
    expect(await code(Op.CHANNEL_JOIN, { channel_id: 'own', ssrc: 3 })).toBe(2003);
    expect(await code(Op.CHANNEL_UPDATE, { ...own, channel_id: 'nowhere' })).toBe(2000);
    expect(await code(Op.MESSAGE_CREATE, { channel_id: 'nowhere', content: 'x' })).toBe(2000);
    expect(await code(Op.MESSAGE_CREATE, { channel_id: 'own', content: 5 })).toBe(1004);
  });

  it('2. a punctual radio is never a zombie', async () => {
    const clock = new ManualClock();
    const net = await withAlpha({}, { clock });
    const radio = await net.radio('punctual');
    for (let beat = 0; beat < 20; beat += 1) {
      clock.advance(10_000);
      await radio.drain();
      expect(net.server.net.users.view('punctual')?.state).toBe('alive');
    }
  });

  it('3. a radio that only listens keeps hearing as long as it sends heartbeats', async () => {
    const clock = new ManualClock();
    const net = await withAlpha({}, { clock });
    const [listener, talker] = [await net.radio('listener'), await net.radio('talker')];
    await join(listener, 1);
    await join(talker, 2);
    const [ear, mouth] = [await udp(), await udp()];
    // One packet makes its address known; from then on it is silent.
    await latch(net, ear, 1);
    for (let beat = 0; beat < 60; beat += 1) {
      clock.advance(10_000);
      await listener.drain();
      await talker.drain();
    }
    await talkUntilHeard(net, mouth, 2, ear);
  });

  it('4. a zombie is closed, and nothing of it stays in any hub', async () => {
    const clock = new ManualClock();
    const net = await withAlpha({}, { clock });
    const [silent, other] = [await net.radio('silent'), await net.radio('other')];
    await join(other, 2);
    await join(silent, 1);
    await other.drain();
    const states: unknown[] = [];
    for (let second = 0; second < 36; second += 1) {
      clock.advance(1_000);
      await other.drain();
      states.push(net.server.net.users.view('silent')?.state);
    }
    expect(states.slice(17, 21)).toEqual(['alive', 'alive', 'suspect', 'suspect']);
    expect(states.slice(33)).toEqual(['suspect', 'zombie', undefined]);
    expect(await silent.closed).toMatchObject({ code: 4009 });
    expect(traces(net, 'silent')).toEqual(NONE);
    // The members heard of it, and its SSRC is free.
    const late = await net.radio('late');
    expect(await join(late, 1)).toMatchObject([{ op: Op.ACK }]);
  });

  it('4. its members are told', async () => {
    const clock = new ManualClock();
    const net = await withAlpha({}, { clock });
    const [silent, other] = [await net.radio('silent'), await net.radio('other')];
    await join(other, 2);
    await join(silent, 1);
    await other.drain();
    clock.advance(19_000);
    await other.drain();
    clock.advance(17_000);
    expect(await other.drain()).toMatchObject([
      { op: Op.CHANNEL_EVENT, d: { event: 'leave', member: { user_id: 'silent', ssrc: 1 } } },
    ]);
  });

  it('5. a second log-in of a user takes over, and the older clean-up leaves it alone', async () => {
    const net = await withAlpha();
    const other = await net.radio('other');
    await join(other, 9);
    const older = await net.radio('twice');
    await join(older, 1);
    const newer = await net.radio('twice');
    expect(await older.closed).toMatchObject({ code: 4006 });
    expect(await other.drain()).toMatchObject([
      { d: { event: 'join' } },
      { d: { event: 'leave' } },
    ]);
    await join(newer, 1);
    expect(traces(net, 'twice')).toEqual({ users: 1, channels: 1, peers: 1 });
  });

  it('6. an SSRC belongs to one member', async () => {
    const net = await withAlpha({ channels: [ALPHA, { ...ALPHA, channel_id: 'bravo' }] });
    const [first, second] = [await net.radio('first'), await net.radio('second')];
    await join(first, 1);
    expect(await join(second, 1)).toMatchObject([{ op: Op.ERROR, d: { code: 2005 } }]);
    expect(await join(second, 1, 'bravo')).toMatchObject([{ op: Op.ERROR, d: { code: 2005 } }]);
    expect(net.server.net.peers.get(1)?.userId).toBe('first');
  });

  it('7. leaving one of several channels leaves the others alone', async () => {
    const net = await withAlpha({ channels: [ALPHA, { ...ALPHA, channel_id: 'bravo' }] });
    const radio = await net.radio('radio');
    await join(radio, 1);
    await join(radio, 2, 'bravo');
    await radio.ask(Op.CHANNEL_LEAVE, { channel_id: 'alpha' });
    expect(traces(net, 'radio')).toEqual({ users: 1, channels: 1, peers: 1 });
    expect(net.server.net.peers.get(2)?.channelId).toBe('bravo');
  });

  it('8. a channel is changed by its creator and by dispatchers alone', async () => {
    const net = await withAlpha();
    const radio = await net.radio('radio');
    const dispatcher = await net.radioWith({ user_id: 'boss', role: 'dispatcher' });
    const rename = { channel_id: 'alpha', channel_name: 'New' };
    const deletion = { channel_id: 'alpha' };
    expect(await radio.ask(Op.CHANNEL_UPDATE, rename)).toMatchObject([{ d: { code: 2002 } }]);
    expect(await radio.ask(Op.CHANNEL_DELETE, deletion)).toMatchObject([{ d: { code: 2002 } }]);
    expect(await dispatcher.ask(Op.CHANNEL_UPDATE, rename)).toMatchObject([{ op: Op.ACK }]);
    expect(net.server.net.channels.get('alpha')?.name).toBe('New');
    await join(radio, 1);
    await dispatcher.ask(Op.CHANNEL_DELETE, deletion);
    expect(traces(net, 'radio')).toEqual({ ...NONE, users: 1 });
  });

  it('9. a slow reader never delays the others, and is closed with 4013', async () => {
    // The clock stands still, so that the slow reader has all the time it needs to read its end.
    const limits = { session_queue_bytes: 64 * 1024, frames_per_minute: 0 };
    const net = await withAlpha({ limits }, { clock: new ManualClock() });
    const [slow, talker, other] = [
      await net.radio('slow'),
      await net.radio('talker'),
      await net.radio('other'),
    ];
    for (const [index, radio] of [slow, talker, other].entries()) await join(radio, index + 1);
    slow.socket.pause();
    const content = 'x'.repeat(2_000);
    while (net.server.net.users.get('slow')) {
      await talker.ask(Op.MESSAGE_CREATE, { channel_id: 'alpha', content });
    }
    const isLeave = ({ d }: Frame): boolean => (d as { event?: string }).event === 'leave';
    expect(await other.until(isLeave)).toMatchObject({ d: { member: { user_id: 'slow' } } });
    expect(traces(net, 'slow')).toEqual(NONE);
    slow.socket.resume();
    expect(await slow.closed).toMatchObject({ code: 4013 });
  });

  it("10. a stranger's packets with a known SSRC do not take the stream over", async () => {
    const net = await withAlpha();
    const [listener, talker] = [await net.radio('listener'), await net.radio('talker')];
    await join(listener, 1);
    await join(talker, 2);
    const [ear, mouth, stranger] = [await udp(), await udp(), await udp('127.0.0.2')];
    await latch(net, ear, 1);
    await talkUntilHeard(net, mouth, 2, ear);
    const of = (ssrc: number): { address: string | null; drops: { foreign_ip?: number } } => {
      const peer = net.server.feed.snapshot().peers.find((row) => row.ssrc === ssrc);
      if (!peer) throw new Error('no such peer');
      return peer;
    };
    const before = of(1).address;
    for (let sequence = 0; sequence < 100; sequence += 1) {
      stranger.send(rtp(1, sequence), net.server.relay.port, '127.0.0.1');
    }
    await eventually(() => (of(1).drops.foreign_ip ?? 0) === 100);
    expect(of(1).address).toBe(before);
    await talkUntilHeard(net, mouth, 2, ear);
  });

  it('11. relaying looks at the same addresses with ten peers registered and with 100,000', () => {
    const looks = (peers: number): number => {
      const io = new FakePacketIo();
      const counters = new CounterWriter(counterMemory(peers));
      const forwarder = new Forwarder({ io, counters, rule: 'same-ip', maxPeers: peers });
      io.receive(forwarder.receive);
      for (let slot = 0; slot < peers; slot += 1) {
        const ssrc = slot + 1;
        const channelId = `channel ${Math.floor(slot / 5)}`;
        forwarder.add(slot, ssrc, { ssrc, channelId, ip: '10.0.0.1', mayTalk: true });
        io.comes(rtp(ssrc, 1), `10.0.0.1:${slot % 65_535}`, 0);
      }
      io.visited = 0;
      expect(io.comes(rtp(7, 2), '10.0.0.1:6', 0)).toHaveLength(4);
      return io.visited;
    };
    expect(looks(100_000)).toBe(looks(10));
  });
});
