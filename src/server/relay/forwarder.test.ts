import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { counterMemory } from './counter-memory.ts';
import { CounterReader, type PeerCounters } from './counter-reader.ts';
import { CounterWriter } from './counter-writer.ts';
import { Forwarder, type NewPeer } from './forwarder.ts';
import type { LatchRule } from './latch.ts';
import { FakePacketIo } from './testing/fake-packet-io.ts';
import { receiverReport, rtcp, rtp, senderReport } from './testing/packets.ts';

const MOST = 400;

let clock: ManualClock;
let io: FakePacketIo;
let reader: CounterReader;
let forwarder: Forwarder<Parameters<ReturnType<FakePacketIo['fanOut']>['set']>[1]>;

function start(rule: LatchRule = 'same-ip', packetsPerSecond = 0): void {
  clock = new ManualClock();
  clock.advance(10_000);
  io = new FakePacketIo();
  const memory = counterMemory(MOST);
  reader = new CounterReader(memory);
  const counters = new CounterWriter(memory);
  forwarder = new Forwarder({ io, counters, rule, maxPeers: MOST, packetsPerSecond });
  io.receive(forwarder.receive);
}

beforeEach(() => start());

/** Adds a peer whose slot and generation are its SSRC, and whose IP is 10.0.0.<ssrc>. */
function add(ssrc: number, changes: Partial<NewPeer> = {}): void {
  const ip = `10.0.0.${ssrc}`;
  forwarder.add(ssrc, ssrc, { ssrc, channelId: 'ops', ip, mayTalk: true, ...changes });
}

/** Peer `ssrc` talks from its own address. */
function talk(ssrc: number, from = `10.0.0.${ssrc}:4000`): string[] {
  return io.comes(rtp({ ssrc }), from, clock.monotonic());
}

function figures(ssrc: number): PeerCounters {
  return reader.peer(ssrc, ssrc, clock.monotonic());
}

describe('relaying', () => {
  it('sends to every other member whose address is known, unchanged', () => {
    [1, 2, 3].forEach((ssrc) => add(ssrc));
    expect(talk(1)).toEqual([]);
    expect(talk(2)).toEqual(['10.0.0.1:4000']);
    const packet = rtp({ ssrc: 1, csrcs: 2, extensionWords: 1, payload: 'over' });
    expect(io.comes(packet, '10.0.0.1:4000', 0)).toEqual(['10.0.0.2:4000']);
    expect(io.sent.at(-1)?.packet).toBe(packet);
  });

  it('makes the address of an empty packet known, and takes it for no speech', () => {
    add(1);
    add(2, { mayTalk: false });
    for (const ssrc of [1, 2]) {
      io.comes(rtp({ ssrc, payload: '' }), `10.0.0.${ssrc}:4000`, clock.monotonic());
      expect(figures(ssrc)).toMatchObject({ packets_in: 1, talking: false, drops: {} });
    }
    expect(talk(1)).toEqual(['10.0.0.2:4000']);
    expect(figures(1)).toMatchObject({ talking: true });
  });

  it('keeps channels apart', () => {
    add(1);
    add(2, { channelId: 'other' });
    talk(2);
    expect(talk(1)).toEqual([]);
  });

  it('relays RTCP the same way', () => {
    add(1);
    add(2);
    talk(2);
    expect(io.comes(rtcp(1), '10.0.0.1:4001', 0)).toEqual(['10.0.0.2:4000']);
    expect(figures(1)).toMatchObject({ packets_in: 1, talking: false, talkStartedAt: null });
    expect(talk(2)).toEqual([]);
  });

  it('looks at nobody but the members of the channel', () => {
    for (let ssrc = 1; ssrc < MOST; ssrc += 1) {
      add(ssrc, { channelId: `channel ${ssrc % 100}`, ip: '10.0.0.1' });
      talk(ssrc, `10.0.0.1:${ssrc}`);
    }
    io.visited = 0;
    talk(7, '10.0.0.1:7');
    expect(io.visited).toBe(4);
  });

  it('keeps sending to who only listens', () => {
    add(1);
    add(2);
    talk(2);
    clock.advance(24 * 3600 * 1000);
    expect(talk(1)).toEqual(['10.0.0.2:4000']);
  });
});

describe('latching', () => {
  beforeEach(() => {
    add(1);
    add(2);
    talk(1);
    talk(2);
  });

  it('moves the port after silence, and sends there', () => {
    clock.advance(499);
    expect(talk(1, '10.0.0.1:4001')).toEqual([]);
    expect(figures(1)).toMatchObject({ drops: { port_moved_early: 1 }, address: '10.0.0.1:4000' });
    clock.advance(1);
    expect(talk(1, '10.0.0.1:4001')).toEqual(['10.0.0.2:4000']);
    expect(figures(1).address).toBe('10.0.0.1:4001');
    expect(talk(2)).toEqual(['10.0.0.1:4001']);
  });

  it('moves once a second', () => {
    clock.advance(500);
    talk(1, '10.0.0.1:4001');
    clock.advance(999);
    talk(1, '10.0.0.1:4002');
    expect(figures(1).address).toBe('10.0.0.1:4001');
    clock.advance(1);
    talk(1, '10.0.0.1:4002');
    expect(figures(1).address).toBe('10.0.0.1:4002');
  });

  it('does not move as long as the old address talks or reports', () => {
    clock.advance(400);
    io.comes(rtcp(1), '10.0.0.1:4000', clock.monotonic());
    clock.advance(400);
    expect(talk(1, '10.0.0.1:4001')).toEqual([]);
    expect(figures(1).drops).toEqual({ port_moved_early: 1 });
  });

  it('does not give a stream to a stranger', () => {
    clock.advance(60_000);
    expect(talk(1, '10.0.0.9:4000')).toEqual([]);
    expect(figures(1)).toMatchObject({ drops: { foreign_ip: 1 }, address: '10.0.0.1:4000' });
  });

  it('gives it to anybody under any-ip', () => {
    start('any-ip');
    add(1);
    add(2);
    talk(2, '192.0.2.7:9');
    talk(2, '192.0.2.8:9');
    expect(talk(1)).toEqual(['192.0.2.8:9']);
  });
});

describe('an observer', () => {
  it('latches and hears, and is not heard', () => {
    add(1, { mayTalk: false });
    add(2);
    talk(2);
    expect(talk(1)).toEqual([]);
    expect(io.comes(rtcp(1), '10.0.0.1:4000', 0)).toEqual([]);
    expect(figures(1)).toMatchObject({ packets_in: 0, drops: { observer: 2 }, talking: false });
    expect(talk(2)).toEqual(['10.0.0.1:4000']);
  });
});

describe('a muted radio', () => {
  it('hears, latches and is not heard, until it is again', () => {
    add(1);
    add(2, { muted: true });
    talk(1);
    expect(talk(2)).toEqual([]);
    expect(talk(1)).toEqual(['10.0.0.2:4000']);
    expect(figures(2)).toMatchObject({ drops: { muted: 1 }, packets_in: 0, talking: false });
    forwarder.mute(2, false);
    expect(talk(2)).toEqual(['10.0.0.1:4000']);
    forwarder.mute(2, true);
    expect(talk(2)).toEqual([]);
  });
});

describe('a radio that sends too much', () => {
  it('is heard for its share of each second, and nobody else can use that up', () => {
    start('same-ip', 3);
    for (const ssrc of [1, 2]) add(ssrc);
    talk(2);
    for (let i = 0; i < 10; i += 1) talk(1, '10.9.9.9:4000');
    expect([1, 2, 3, 4].map(() => talk(1).length)).toEqual([1, 1, 1, 0]);
    expect(figures(1)).toMatchObject({ drops: { foreign_ip: 10, too_many: 1 }, packets_in: 3 });
    clock.advance(1_000);
    expect(talk(1)).toHaveLength(1);
  });
});

describe('counting', () => {
  it('counts what came from each and what went to each, in payload bytes', () => {
    [1, 2, 3].forEach((ssrc) => add(ssrc));
    [1, 2, 3].forEach((ssrc) => talk(ssrc));
    const bytes = rtp({ ssrc: 1 }).length;
    const sums = [1, 2, 3].map((ssrc) => {
      const { packets_in, bytes_in, packets_out, bytes_out } = figures(ssrc);
      expect([bytes_in, bytes_out]).toEqual([packets_in * bytes, packets_out * bytes]);
      return [packets_in, packets_out];
    });
    expect(sums).toEqual([
      [1, 2],
      [1, 1],
      [1, 0],
    ]);
    const totals = { packets_in: 3, packets_out: 3, bytes_in: 3 * bytes, bytes_out: 3 * bytes };
    expect(reader.totals()).toMatchObject(totals);
  });

  it('counts each reason of a drop', () => {
    const now = clock.monotonic();
    io.comes(Buffer.alloc(11), '10.0.0.1:1', now);
    io.comes(Buffer.alloc(1501, 0x80), '10.0.0.1:1', now);
    io.comes(Buffer.alloc(12, 64), '10.0.0.1:1', now);
    io.comes(rtp({ ssrc: 77 }), '10.0.0.1:1', now);
    io.comes(rtp({ ssrc: 0 }), '10.0.0.1:1', now);
    expect(reader.totals().drops).toMatchObject({
      too_short: 1,
      too_long: 1,
      not_rtp: 1,
      unknown_ssrc: 2,
    });
  });

  it('counts a packet that the system refuses for the one it did not reach', () => {
    [1, 2, 3].forEach((ssrc) => add(ssrc));
    [2, 3].forEach((ssrc) => talk(ssrc));
    io.refusing.add('10.0.0.2:4000');
    expect(talk(1)).toEqual(['10.0.0.3:4000']);
    expect(figures(2)).toMatchObject({ packets_out: 1, drops: { send_failed: 1 } });
    expect(figures(1)).toMatchObject({ packets_in: 1, drops: {} });
    expect(reader.totals()).toMatchObject({ packets_out: 2, drops: { send_failed: 1 } });
  });
});

describe('quality', () => {
  it('counts what is relayed, and no packet of another IP or port', () => {
    [1, 2].forEach((ssrc) => add(ssrc));
    const from = (address: string, sequence: number, payload?: string): void => {
      const packet = rtp({ ssrc: 1, sequence, ...(payload !== undefined && { payload }) });
      io.comes(packet, address, clock.monotonic());
    };
    from('10.0.0.1:4000', 7);
    from('10.0.0.9:4000', 20);
    from('10.0.0.1:4001', 30);
    from('10.0.0.1:4000', 9);
    from('10.0.0.1:4000', 10, '');
    io.comes(rtcp(1), '10.0.0.1:4000', clock.monotonic());
    expect(figures(1)).toMatchObject({ expected: 4, lost: 1, packets_in: 4, spurts: 1 });
    expect(figures(2)).toMatchObject({ expected: 0 });
  });

  it('has the media round trip of a member, observers included, as reports pass', () => {
    add(1);
    add(2, { mayTalk: false });
    io.comes(senderReport(1, 42), '10.0.0.1:4000', 1_000);
    const report = receiverReport(2, { about: 1, lsr: 42, dlsr: 65_536 });
    io.comes(report, '10.0.0.9:4000', 2_020);
    expect(figures(2).rtt_ms).toBeNull();
    io.comes(report, '10.0.0.2:4000', 2_030);
    expect(figures(2)).toMatchObject({ rtt_ms: 30, drops: { observer: 1, foreign_ip: 1 } });
    expect(figures(1).rtt_ms).toBeNull();
    forwarder.remove(1);
    add(1);
    io.comes(report, '10.0.0.2:4000', 2_040);
    expect(figures(2).rtt_ms).toBe(30);
  });
});

describe('removal', () => {
  it('keeps a refusal that comes late away from the next peer in the slot', () => {
    add(1);
    add(2);
    talk(2);
    io.refusing.add('10.0.0.2:4000');
    io.isLate = true;
    talk(1);
    forwarder.remove(2);
    forwarder.add(2, 22, { ssrc: 2, channelId: 'ops', ip: '10.0.0.2', mayTalk: true });
    io.lateRefusals.forEach((refuse) => refuse());
    expect(reader.peer(2, 22, clock.monotonic())).toMatchObject({ packets_out: 0, drops: {} });
    expect(reader.totals()).toMatchObject({ packets_out: 0, drops: { send_failed: 1 } });
  });

  it('forgets a channel with its last member', () => {
    add(1);
    add(2);
    forwarder.remove(1);
    add(1);
    expect(io.fanOuts).toBe(1);
    forwarder.remove(1);
    forwarder.remove(2);
    add(1);
    expect(io.fanOuts).toBe(2);
  });

  it('frees the SSRC and stops sending', () => {
    [1, 2, 3].forEach((ssrc) => add(ssrc));
    [1, 2, 3].forEach((ssrc) => talk(ssrc));
    forwarder.remove(1);
    forwarder.remove(1);
    expect(talk(1)).toEqual([]);
    expect(reader.totals().drops.unknown_ssrc).toBe(1);
    expect(talk(2)).toEqual(['10.0.0.3:4000']);
  });

  it('leaves a fresh peer in the slot without address and figures', () => {
    add(1);
    add(2);
    talk(1);
    talk(2);
    forwarder.remove(1);
    forwarder.add(1, 99, { ssrc: 1, channelId: 'ops', ip: '10.0.0.1', mayTalk: true });
    expect(talk(2)).toEqual([]);
    expect(reader.peer(1, 99, 0)).toMatchObject({ packets_in: 0, packets_out: 0, address: null });
  });

  it('sends to exactly the members there are, whoever comes, talks and goes', () => {
    const step = fc.tuple(
      fc.constantFrom('add', 'talk', 'remove'),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('ops', 'fire'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        start();
        const model = new Map<number, { channel: string; isReached: boolean }>();
        for (const [what, ssrc, channelId] of steps) {
          const peer = model.get(ssrc);
          if (what === 'add' && peer === undefined) {
            add(ssrc, { channelId });
            model.set(ssrc, { channel: channelId, isReached: false });
          } else if (what === 'remove') {
            forwarder.remove(ssrc);
            model.delete(ssrc);
          } else if (what === 'talk') {
            const hearers = [...model]
              .filter(([other, { isReached }]) => isReached && other !== ssrc)
              .filter(([, { channel }]) => channel === peer?.channel)
              .map(([other]) => `10.0.0.${other}:4000`);
            expect(talk(ssrc).sort()).toEqual(hearers.sort());
            if (peer !== undefined) peer.isReached = true;
          }
        }
      }),
    );
  });
});
