import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { counterMemory, type CounterMemory } from './counter-memory.ts';
import { CounterReader } from './counter-reader.ts';
import { CounterWriter } from './counter-writer.ts';
import { Forwarder } from './forwarder.ts';
import { credentialsOf, binding } from './testing/binding.ts';
import { FakePacketIo } from './testing/fake-packet-io.ts';
import { rtp } from './testing/packets.ts';

const MOST = 4;
const clock = new ManualClock();
let memory: CounterMemory;
let io: FakePacketIo;
let forwarder: Forwarder<Parameters<ReturnType<FakePacketIo['fanOut']>['set']>[1]>;

/** Another thread begins on the same memory. */
function begin(): void {
  io = new FakePacketIo();
  const counters = new CounterWriter(memory);
  forwarder = new Forwarder({ io, counters, rule: 'same-ip', maxPeers: MOST });
  io.receive(forwarder.receive);
}

function add(ssrc: number, generation = ssrc): void {
  const peer = { ssrc, channelId: 'ops', ip: `10.0.0.${ssrc}`, mayTalk: true };
  const stun = credentialsOf(ssrc);
  forwarder.add(ssrc, generation, { ...peer, stun }, clock.monotonic());
}

function comes(packet: Uint8Array, from: string): string[] {
  return io.comes(packet, from, clock.monotonic());
}

function addressOf(ssrc: number): string | null {
  return new CounterReader(memory).peer(ssrc, ssrc, clock.monotonic()).address;
}

beforeEach(() => {
  memory = counterMemory(MOST);
  clock.advance(10_000);
  begin();
  add(1);
  add(2);
});

describe('a peer whose row was kept', () => {
  it('goes on with its address and its figures', () => {
    comes(rtp({ ssrc: 1 }), '10.0.0.1:4000');
    comes(rtp({ ssrc: 2 }), '10.0.0.2:4000');
    begin();
    add(1);
    add(2);
    expect(comes(rtp({ ssrc: 1, sequence: 1 }), '10.0.0.1:4000')).toEqual(['10.0.0.2:4000']);
    const figures = new CounterReader(memory).peer(1, 1, clock.monotonic());
    expect(figures).toMatchObject({ packets_in: 2, expected: 2, lost: 0, latchedBy: 'rtp' });
  });

  it('still may speak from the IP that it had proved, and not from another', () => {
    comes(binding(1), '198.51.100.1:4000');
    begin();
    add(1);
    expect(addressOf(1)).toBe('198.51.100.1:4000');
    comes(rtp({ ssrc: 1 }), '10.0.0.1:4000');
    clock.advance(500);
    comes(rtp({ ssrc: 1 }), '198.51.100.1:4002');
    expect(addressOf(1)).toBe('198.51.100.1:4002');
    expect(new CounterReader(memory).totals().drops.foreign_ip).toBe(1);
  });

  it('does not lose its place to a neighbour before it has come round to speak', () => {
    comes(rtp({ ssrc: 1 }), '10.0.0.1:4000');
    clock.advance(5_000);
    begin();
    add(1);
    clock.advance(499);
    comes(rtp({ ssrc: 1 }), '10.0.0.1:6666');
    expect(addressOf(1)).toBe('10.0.0.1:4000');
    clock.advance(1);
    comes(rtp({ ssrc: 1 }), '10.0.0.1:6666');
    expect(addressOf(1)).toBe('10.0.0.1:6666');
  });

  it('has no address where the write of it was not ended, and gets another', () => {
    comes(rtp({ ssrc: 1 }), '10.0.0.1:4000');
    comes(rtp({ ssrc: 2 }), '10.0.0.2:4000');
    Atomics.add(memory.addressWrites, 2, 1);
    memory.addresses[2 * 48 + 1] = '9'.charCodeAt(0);
    begin();
    add(1);
    add(2);
    expect(addressOf(2)).toBeNull();
    expect(comes(rtp({ ssrc: 1, sequence: 1 }), '10.0.0.1:4000')).toEqual([]);
    comes(rtp({ ssrc: 2, sequence: 1 }), '10.0.0.2:4000');
    expect(addressOf(2)).toBe('10.0.0.2:4000');
  });
});

it('is begun anew for another peer in the slot', () => {
  comes(rtp({ ssrc: 1 }), '10.0.0.1:4000');
  begin();
  add(1, 17);
  const figures = new CounterReader(memory).peer(1, 17, clock.monotonic());
  expect(figures).toMatchObject({ packets_in: 0, address: null, latchedBy: null });
});
