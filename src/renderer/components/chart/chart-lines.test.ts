import { describe, expect, it } from 'vitest';
import { areaPath, linePath, nearest, niceMax } from './chart-lines.ts';

const scale = { x: (at: number) => at, y: (value: number) => 100 - value };

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

describe('paths', () => {
  it('break a line where there is no figure', () => {
    expect(linePath([1, 2, 3, 4], [10, 20, NaN, 40], scale)).toBe('M1.0 90.0L2.0 80.0M4.0 60.0');
    expect(linePath([], [], scale)).toBe('');
  });

  it('fill an area in steps', () => {
    expect(areaPath([1, 2], [10, NaN], scale)).toBe('M1.0 100.0H1.0V90.0H2.0V100.0V100.0Z');
    expect(areaPath([], [], scale)).toBe('');
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
