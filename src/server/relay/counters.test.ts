import { beforeEach, describe, expect, it } from 'vitest';
import { counterMemory, type CounterMemory } from './counter-memory.ts';
import { CounterReader } from './counter-reader.ts';
import { CounterWriter } from './counter-writer.ts';
import { rtp } from './testing/packets.ts';

const speech = rtp({ ssrc: 1 });

let memory: CounterMemory;
let writer: CounterWriter;
let reader: CounterReader;

beforeEach(() => {
  memory = counterMemory(3);
  writer = new CounterWriter(memory);
  reader = new CounterReader(memory);
  writer.take(1, 7);
});

describe('a peer', () => {
  it('begins at nothing', () => {
    expect(reader.peer(1, 7, 0)).toEqual({
      packets_in: 0,
      bytes_in: 0,
      packets_out: 0,
      bytes_out: 0,
      expected: 0,
      lost: 0,
      late: 0,
      duplicate: 0,
      misfit: 0,
      jitter_ms: 0,
      spurts: 0,
      spurt_ms: 0,
      talk_ms: 0,
      rtt_ms: null,
      drops: {},
      lastPacketAt: null,
      talkStartedAt: null,
      talking: false,
      address: null,
      latchedBy: null,
    });
  });

  it('has its packets counted, and the totals have them too', () => {
    writer.accepted(1, 132, 50);
    writer.sent(1, 100);
    writer.sentInAll(3, 100);
    writer.dropped('foreign_ip', 1);
    writer.dropped('too_short', null);
    expect(reader.peer(1, 7, 0)).toMatchObject({
      packets_in: 1,
      bytes_in: 132,
      packets_out: 1,
      bytes_out: 100,
      drops: { foreign_ip: 1 },
      lastPacketAt: 50,
    });
    expect(reader.totals()).toMatchObject({
      packets_in: 1,
      bytes_in: 132,
      packets_out: 3,
      bytes_out: 300,
      drops: { foreign_ip: 1, too_short: 1, observer: 0 },
    });
  });

  it('has a packet that was refused taken back', () => {
    writer.sent(1, 100);
    writer.sentInAll(1, 100);
    writer.refused(1, 100);
    const nothing = { packets_out: 0, bytes_out: 0, drops: { send_failed: 1 } };
    expect(reader.peer(1, 7, 0)).toMatchObject(nothing);
    expect(reader.totals()).toMatchObject(nothing);
  });

  it('does not touch its neighbours', () => {
    writer.take(0, 5);
    writer.take(2, 9);
    writer.accepted(1, 1, 1);
    writer.address(1, 'x'.repeat(47));
    for (const [slot, generation] of [
      [0, 5],
      [2, 9],
    ] as const) {
      expect(reader.peer(slot, generation, 0)).toMatchObject({ packets_in: 0, address: null });
    }
  });
});

describe('a talk spurt', () => {
  it('begins with the first packet, and again after 500 ms of silence', () => {
    const began = (at: number): number | null => {
      writer.heard(1, speech, true, at);
      return reader.peer(1, 7, at).talkStartedAt;
    };
    expect([1000, 1499, 1998.5, 2498.5, 2998.4].map(began)).toEqual([
      1000, 1000, 1000, 2498.5, 2498.5,
    ]);
  });

  it('lasts until 500 ms after the last packet', () => {
    writer.heard(1, speech, true, 1000);
    expect(reader.peer(1, 7, 1499.9).talking).toBe(true);
    expect(reader.peer(1, 7, 1500).talking).toBe(false);
  });
});

it('keeps the round trip last told, also one of no time', () => {
  for (const ms of [12.5, 0]) {
    writer.roundTrip(1, ms);
    expect(reader.peer(1, 7, 0).rtt_ms).toBe(ms);
  }
  writer.take(1, 7);
  expect(reader.peer(1, 7, 0).rtt_ms).toBeNull();
});

describe('a slot that is given to another peer', () => {
  it('shows nothing until the worker has taken it, and nothing of the peer before', () => {
    writer.accepted(1, 132, 50);
    writer.address(1, '10.0.0.5:4000');
    expect(reader.peer(1, 7, 50)).toMatchObject({ packets_in: 1, address: '10.0.0.5:4000' });
    const nothing = { packets_in: 0, lastPacketAt: null, address: null };
    expect(reader.peer(1, 8, 50)).toMatchObject(nothing);
    writer.take(1, 8);
    expect(reader.peer(1, 8, 50)).toMatchObject(nothing);
    expect(reader.totals().packets_in).toBe(1);
  });
});

describe('an address', () => {
  it('may be the longest there is', () => {
    const longest = '[2001:0db8:1111:2222:3333:4444:5555:6666]:65535';
    writer.address(1, longest);
    expect(reader.peer(1, 7, 0).address).toBe(longest);
  });

  it('is the one before, as long as another is being written', () => {
    writer.address(1, '10.0.0.5:4000');
    expect(reader.peer(1, 7, 0).address).toBe('10.0.0.5:4000');
    Atomics.add(memory.addressWrites, 1, 1);
    memory.addresses[48] = 3;
    expect(reader.peer(1, 7, 0).address).toBe('10.0.0.5:4000');
    Atomics.add(memory.addressWrites, 1, 1);
    expect(reader.peer(1, 7, 0).address).toBe('10.');
  });
});

describe('what tells of news without an object', () => {
  const stamps = (now = 0): number[] => [reader.presence(1, 7, now), reader.work(1, 7)];

  it('is the same as long as nothing happens', () => {
    writer.accepted(1, 132, 50);
    expect(stamps()).toEqual(stamps());
  });

  it.each([
    ['a packet in', () => writer.accepted(1, 132, 50)],
    ['a packet out', () => writer.sent(1, 100)],
    ['a packet that the system refused', () => writer.refused(1, 100)],
    ['a drop', () => writer.dropped('observer', 1)],
    ['a round trip', () => writer.roundTrip(1, 12)],
  ])('tells of %s', (_, happen) => {
    writer.sent(1, 100);
    const [, before] = stamps();
    happen();
    expect(stamps()[1]).not.toBe(before);
  });

  it.each([
    ['an address', () => writer.address(1, '10.0.0.1:4000'), 0],
    ['how an address became known', () => writer.latchedBy(1, 'stun'), 0],
    ['a talker', () => writer.heard(1, speech, true, 10), 10],
  ])('tells of %s', (_, happen, now) => {
    const [before] = stamps(now);
    happen();
    expect(stamps(now)[0]).not.toBe(before);
  });

  it('tells of a talk spurt that is over', () => {
    writer.heard(1, speech, true, 10);
    expect(stamps(10)[0]).not.toBe(stamps(10_000)[0]);
  });

  it('tells of another peer in the slot', () => {
    const before = stamps();
    writer.take(1, 8);
    expect(stamps()).not.toEqual(before);
  });
});
