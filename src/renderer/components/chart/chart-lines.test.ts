import { describe, expect, it } from 'vitest';
import { chartRows, nearest, niceMax } from './chart-lines.ts';

describe('niceMax', () => {
  it.each([
    [[], 10, 10],
    [[3], 1, 4],
    [[10], 1, 10],
    [[10.1], 1, 20],
    [[49, 61], 1, 80],
    [[0.03], 0.01, 0.04],
    [[NaN, 1_200], 1, 2_000],
  ])('of %j and at least %d is %d', (values, least, expected) => {
    expect(niceMax(values, least)).toBeCloseTo(expected, 10);
  });
});

describe('chartRows', () => {
  const series = [
    { key: 'in', label: '', values: [1, 5, 3, NaN, NaN] },
    { key: 'out', label: '', values: [9, NaN, 7, 8, NaN] },
  ];

  it('are all the points, with nothing where there is no figure', () => {
    expect(chartRows([10, 20], series, 0)).toEqual([
      { at: 10, in: 1, out: 9 },
      { at: 20, in: 5, out: null },
    ]);
    expect(chartRows([], series, 0)).toEqual([]);
  });

  it('are one with the highest figures where they stand too close', () => {
    expect(chartRows([10, 20, 30, 40, 60], series, 20)).toEqual([
      { at: 10, in: 1, out: 9 },
      { at: 20, in: 5, out: 7 },
      { at: 40, in: null, out: 8 },
      { at: 60, in: null, out: null },
    ]);
  });
});

describe('nearest', () => {
  it.each([
    [0, 0],
    [14, 0],
    [16, 1],
    [25, 1],
    [26, 2],
    [99, 2],
  ])('to %d is point %d', (at, index) => {
    expect(nearest([10, 20, 30], at)).toBe(index);
  });

  it('is none of none', () => {
    expect(nearest([], 5)).toBe(-1);
  });
});
