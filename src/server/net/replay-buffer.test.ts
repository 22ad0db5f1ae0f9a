import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayBuffer, type Missed } from './replay-buffer.ts';

const bytes = Buffer.alloc(10);
const event = (s: number): { s: number; bytes: Buffer } => ({ s, bytes });
const numbers = (missed: Missed): unknown =>
  typeof missed === 'string' ? missed : missed.map(({ s }) => s);

function filled(bounds: { events: number; bytes: number }, from: number, to: number): ReplayBuffer {
  const buffer = new ReplayBuffer(bounds, from - 1);
  for (let s = from; s <= to; s += 1) buffer.add(event(s));
  return buffer;
}

describe('a replay buffer', () => {
  it.each([
    ['events', { events: 5, bytes: 1_000 }],
    ['bytes', { events: 1_000, bytes: 50 }],
  ])('keeps as many as its bound on %s allows, and not one more', (_what, bounds) => {
    expect(numbers(filled(bounds, 11, 15).behind(0))).toEqual([11, 12, 13, 14, 15]);
    const over = filled(bounds, 11, 16);
    expect(over.size).toBe(5);
    expect(over.behind(0)).toBe('not_kept');
    expect(over.behind(10)).toBe('not_kept');
    expect(numbers(over.behind(11))).toEqual([12, 13, 14, 15, 16]);
  });

  it('lets go of what was received, and is not fooled by a number that was never sent', () => {
    const buffer = filled({ events: 1_000, bytes: 10_000 }, 1, 300);
    buffer.received(301);
    expect(buffer.size).toBe(300);
    buffer.received(200);
    expect(buffer.size).toBe(100);
    expect(buffer.behind(199)).toBe('not_kept');
    expect(numbers(buffer.behind(299))).toEqual([300]);
    expect(numbers(buffer.behind(300))).toEqual([]);
    expect(buffer.behind(301)).toBe('ahead');
  });

  it('goes around with the numbers', () => {
    const buffer = new ReplayBuffer({ events: 10, bytes: 1_000 }, 0xffff_fffd);
    for (const s of [0xffff_fffe, 0xffff_ffff, 1, 2]) buffer.add(event(s));
    expect(numbers(buffer.behind(0))).toEqual([0xffff_fffe, 0xffff_ffff, 1, 2]);
    expect(numbers(buffer.behind(0xffff_ffff))).toEqual([1, 2]);
    expect(buffer.behind(3)).toBe('ahead');
  });

  it('says exactly what is missing, or that it cannot', () => {
    const steps = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 3 }), received: fc.boolean() }),
      { maxLength: 500 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 200 }), fc.nat(600), (all, events, asked) => {
        const buffer = new ReplayBuffer({ events, bytes: 1_000_000 }, 0);
        let [s, acked] = [0, 0];
        const sent: number[] = [];
        for (const { gap, received } of all) {
          s += gap;
          sent.push(s);
          buffer.add(event(s));
          if (received) buffer.received((acked = s));
        }
        const lowest = Math.max(acked, sent.at(-events - 1) ?? 0);
        const wanted =
          asked > s ? 'ahead' : asked < lowest ? 'not_kept' : sent.filter((its) => its > asked);
        expect(numbers(buffer.behind(asked))).toEqual(wanted);
      }),
    );
  });
});
