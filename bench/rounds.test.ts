import { describe, expect, it } from 'vitest';
import { interleave, median, quantile, ratioOf } from './rounds.ts';

describe('medians', () => {
  it('takes the middle, whatever the order and however far off the rest is', () => {
    expect(median([3, 1_000, 1])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('finds quantiles between values', () => {
    expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });

  it('gives the ratio of medians with the middle half of the single ratios', () => {
    expect(ratioOf([2, 4, 6, 8, 100], [1, 2, 3, 4, 5])).toEqual({ value: 2, spread: [2, 2] });
  });
});

describe('interleaved rounds', () => {
  it('lets everybody begin in turn, and throws the warm-ups away', async () => {
    const order: string[] = [];
    const measure = (name: string) => () => Promise.resolve(order.push(name));
    const results = await interleave(
      { a: measure('a'), b: measure('b') },
      { warmUps: 1, rounds: 2 },
    );
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(results).toEqual({ a: [4, 5], b: [3, 6] });
  });
});
