import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JitterBuffer } from './jitter-buffer.ts';
import type { RtpPacket } from './rtp.ts';

const FRAME_MS = 20;

function packet(index: number, fields: Partial<RtpPacket> = {}): RtpPacket {
  return {
    payloadType: 111,
    marker: false,
    sequence: (65_530 + index) & 0xffff,
    timestamp: (0xffff_f000 + index * FRAME_MS * 48) % 0x1_0000_0000,
    ssrc: 1,
    payload: Buffer.from([0xf8, index]),
    ...fields,
  };
}

function indexes(released: { packet: RtpPacket }[]): (number | undefined)[] {
  return released.map(({ packet: { payload } }) => payload[1]);
}

describe('JitterBuffer', () => {
  it('evens out delays: each packet comes out at its own moment', () => {
    const buffer = new JitterBuffer({ depthMs: 60 });
    buffer.push(packet(0), 0);
    buffer.push(packet(1), 55);
    buffer.push(packet(2), 56);
    expect(indexes(buffer.release(59))).toEqual([]);
    expect(buffer.due).toBe(60);
    expect(indexes(buffer.release(60))).toEqual([0]);
    expect(buffer.due).toBe(80);
    expect(indexes(buffer.release(80))).toEqual([1]);
    expect(indexes(buffer.release(100))).toEqual([2]);
    expect(buffer.due).toBeNull();
  });

  it('puts packets back in order, over the wrap of sequence and timestamp', () => {
    const buffer = new JitterBuffer();
    const order = [0, 2, 1, 5, 4, 3, 7, 6, 8, 9];
    order.forEach((index, at) => buffer.push(packet(index), at * FRAME_MS));
    expect(indexes(buffer.flush())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(buffer.stats).toMatchObject({ received: 10, reordered: 4, lost: 0, late: 0 });
  });

  it('waits for a missing packet until the next one is due, then gives it up', () => {
    const buffer = new JitterBuffer({ depthMs: 60 });
    buffer.push(packet(0), 0);
    buffer.push(packet(2), 40);
    expect(indexes(buffer.release(99))).toEqual([0]);
    const [released] = buffer.release(100);
    expect(released).toMatchObject({ lost: 1 });
    expect(buffer.stats.lost).toBe(1);
    buffer.push(packet(1), 101);
    buffer.push(packet(1), 102);
    expect(buffer.stats).toMatchObject({ late: 1, duplicate: 1, lost: 1 });
    expect(buffer.flush()).toEqual([]);
  });

  it('drops what comes twice, held or gone', () => {
    const buffer = new JitterBuffer();
    buffer.push(packet(0), 0);
    buffer.push(packet(0), 1);
    expect(buffer.flush()).toHaveLength(1);
    buffer.push(packet(0), 2);
    expect(buffer.flush()).toHaveLength(0);
    expect(buffer.stats).toMatchObject({ received: 3, duplicate: 2 });
  });

  it('counts what is older than the stream as late', () => {
    const buffer = new JitterBuffer();
    buffer.push(packet(5), 0);
    buffer.flush();
    buffer.push(packet(4), 1);
    expect(buffer.stats).toMatchObject({ late: 1, duplicate: 0 });
  });

  it('holds no more packets than it may', () => {
    const buffer = new JitterBuffer({ maxPackets: 3 });
    for (let index = 0; index < 4; index += 1) buffer.push(packet(index), 0);
    expect(buffer.stats.overflow).toBe(1);
    expect(indexes(buffer.flush())).toEqual([0, 1, 2]);
  });

  it('measures the delay anew at a talk spurt and after a stall, and drops nothing', () => {
    const buffer = new JitterBuffer({ depthMs: 60 });
    buffer.push(packet(0), 0);
    buffer.release(60);
    // The network got slower by 500 ms.
    buffer.push(packet(1), 520);
    expect(buffer.due).toBe(580);
    buffer.release(580);
    // The sender's timestamps stood still while it was silent.
    buffer.push(packet(2, { marker: true }), 5_000);
    expect(buffer.due).toBe(5_060);
    expect(buffer.release(5_060)).toHaveLength(1);
    expect(buffer.stats).toMatchObject({ lost: 0, late: 0 });
  });

  it('holds a packet never longer than its depth when timestamps jump', () => {
    const buffer = new JitterBuffer({ depthMs: 60 });
    buffer.push(packet(0), 0);
    buffer.push(packet(1, { timestamp: 0x4000_0000 }), 20);
    expect(indexes(buffer.release(80))).toEqual([0, 1]);
  });

  it('gives a keep-alive its place, so that it does not count as lost', () => {
    const buffer = new JitterBuffer();
    buffer.push(packet(0), 0);
    buffer.push(packet(1, { payloadType: 127 }), 20, false);
    buffer.push(packet(2), 40);
    expect(buffer.flush()).toHaveLength(3);
    expect(buffer.stats.lost).toBe(0);
  });

  it('goes on after a restart of the sender without counting loss', () => {
    const buffer = new JitterBuffer();
    buffer.push(packet(0), 0);
    for (const sequence of [20_000, 20_001, 20_002]) buffer.push(packet(1, { sequence }), 20);
    expect(buffer.flush()).toHaveLength(3);
    expect(buffer.stats).toMatchObject({ misfit: 1, lost: 0 });
  });

  // Any network: packets lost, doubled and delayed at will.
  const arrivals = fc.array(
    fc.record({ delays: fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 3 }) }),
    { minLength: 1, maxLength: 60 },
  );
  const events = (packets: { delays: number[] }[]): { index: number; at: number }[] =>
    packets
      .flatMap(({ delays }, index) =>
        delays.map((delay) => ({ index, at: index * FRAME_MS + delay })),
      )
      .sort((a, b) => a.at - b.at);

  it('gives each packet at most once, in order, after at most its depth, and counts all', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 0, max: 100 }), (packets, depthMs) => {
        const buffer = new JitterBuffer({ depthMs });
        const out: number[] = [];
        const arrived = new Map<number, number>();
        const take = (now: number): void => {
          for (const index of indexes(buffer.release(now))) {
            expect(now - (arrived.get(Number(index)) ?? -Infinity)).toBeLessThanOrEqual(depthMs);
            out.push(Number(index));
          }
        };
        for (const { index, at } of events(packets)) {
          for (let due = buffer.due; due !== null && due < at; due = buffer.due) take(due);
          if (!arrived.has(index)) arrived.set(index, at);
          buffer.push(packet(index), at);
        }
        for (let due = buffer.due; due !== null; due = buffer.due) take(due);
        expect(out).toEqual([...new Set(out)].sort((a, b) => a - b));
        const { received, late, duplicate, overflow, misfit, lost } = buffer.stats;
        expect(received).toBe(out.length + late + duplicate + overflow + misfit);
        const [first = 0] = out;
        expect(out.length + lost).toBe(out.length === 0 ? 0 : Number(out.at(-1)) - first + 1);
      }),
    );
  });

  it('loses nothing that is less late than its depth', () => {
    const gentle = fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gentle, (delays) => {
        const buffer = new JitterBuffer({ depthMs: 60 });
        const out: unknown[] = [];
        // The first packet is the quickest: without it the buffer cannot know what is late.
        const packets = delays.map((delay, index) => ({ delays: [index === 0 ? 0 : delay] }));
        for (const { index, at } of events(packets)) {
          for (let due = buffer.due; due !== null && due < at; due = buffer.due) {
            out.push(...indexes(buffer.release(due)));
          }
          buffer.push(packet(index), at);
        }
        out.push(...indexes(buffer.flush()));
        expect(out).toEqual(delays.map((_delay, index) => index));
      }),
    );
  });
});
