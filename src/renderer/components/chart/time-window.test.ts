import { describe, expect, it } from 'vitest';
import { timeWindow } from './time-window.ts';

const MINUTE = 60_000;

describe('timeWindow', () => {
  it('is five minutes long with a mark at each full minute', () => {
    const to = 100 * MINUTE + 20_000;
    const { from, ticks } = timeWindow(to);
    expect(to - from).toBe(5 * MINUTE);
    expect(ticks).toEqual([96, 97, 98, 99, 100].map((minute) => minute * MINUTE));
  });

  it('is an hour long with a mark at every tenth minute', () => {
    const { from, to, ticks } = timeWindow(605 * MINUTE, 60 * MINUTE);
    expect(to - from).toBe(60 * MINUTE);
    expect(ticks).toEqual([550, 560, 570, 580, 590, 600].map((minute) => minute * MINUTE));
  });

  it('has a mark at either end when it falls on full minutes', () => {
    const { from, to, ticks } = timeWindow(100 * MINUTE);
    expect(ticks.at(0)).toBe(from);
    expect(ticks.at(-1)).toBe(to);
  });
});
