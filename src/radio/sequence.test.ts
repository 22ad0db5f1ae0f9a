import { describe, expect, it } from 'vitest';
import { SequenceOrder } from './sequence.ts';

function places(...sequences: number[]): (number | null)[] {
  const order = new SequenceOrder();
  return sequences.map((sequence) => order.place(sequence));
}

describe('SequenceOrder', () => {
  it('goes on where 16 bits wrap, in both directions', () => {
    const [a = null, b, c, d] = places(65_534, 1, 65_535, 2);
    expect([a, b, c, d]).toEqual([a, Number(a) + 3, Number(a) + 1, Number(a) + 4]);
  });

  it('takes 2,999 lost packets for loss and 3,000 for a jump', () => {
    const [first, second] = places(10, 3_009);
    expect(Number(second) - Number(first)).toBe(2_999);
    expect(places(10, 3_010)[1]).toBeNull();
  });

  it('takes 100 back for reordering and 101 for a jump', () => {
    const [first, second] = places(1_000, 900);
    expect(Number(second) - Number(first)).toBe(-100);
    expect(places(1_000, 899)[1]).toBeNull();
  });

  it('takes the second packet after a jump for a restart, past all places before', () => {
    const order = new SequenceOrder();
    const before = Number(order.place(40_000));
    expect(order.place(5)).toBeNull();
    expect(order.epoch).toBe(0);
    expect(Number(order.place(6))).toBeGreaterThan(before + 100);
    expect(order.epoch).toBe(1);
  });

  it('takes a lone stray for nothing', () => {
    const [first, stray, next] = places(100, 30_000, 101);
    expect(stray).toBeNull();
    expect(Number(next) - Number(first)).toBe(1);
  });
});
