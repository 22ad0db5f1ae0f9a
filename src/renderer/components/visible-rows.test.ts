import { describe, expect, it } from 'vitest';
import { ROW_PX, visibleRows } from './visible-rows.ts';

const TEN = 10 * ROW_PX;

describe('visibleRows', () => {
  it('draws all of a short list', () => {
    expect(visibleRows(5, 0, TEN)).toEqual({ first: 0, end: 5 });
    expect(visibleRows(0, 0, TEN)).toEqual({ first: 0, end: 0 });
  });

  it('draws what is in sight and a few on either side', () => {
    expect(visibleRows(1_000, 0, TEN)).toEqual({ first: 0, end: 19 });
    expect(visibleRows(1_000, 500, TEN)).toEqual({ first: 492, end: 519 });
    expect(visibleRows(1_000, 990, TEN)).toEqual({ first: 981, end: 1_000 });
  });

  it('shows the end of a list that got shorter than it was scrolled', () => {
    expect(visibleRows(30, 990, TEN)).toEqual({ first: 11, end: 30 });
    expect(visibleRows(3, 990, TEN)).toEqual({ first: 0, end: 3 });
  });

  it('draws enough before the height is known', () => {
    expect(visibleRows(1_000, 0, 0).end).toBeGreaterThan(20);
  });
});
