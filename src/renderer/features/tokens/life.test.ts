import { describe, expect, it } from 'vitest';
import {
  changesText,
  dateText,
  lifeSeconds,
  meantChange,
  nextChanges,
  parseChanges,
  type LifeChoice,
} from './life.ts';

/** A time of day on the wall, on 24 November 2026 or days after it. */
function at(hour: number, minute = 0, day = 24): number {
  return new Date(2026, 10, day, hour, minute).getTime();
}

const THREE = [6 * 60, 14 * 60, 22 * 60];
const choice: LifeChoice = { life: 'shift', shift: null, date: '', changes: THREE };

describe('the times at which shifts change', () => {
  it.each([
    ['06:00, 14:00, 22:00', [360, 840, 1_320]],
    ['22:00 6:00;6:00', [360, 1_320]],
    ['00:00', [0]],
    ['23:59', [1_439]],
  ] as const)('%s', (text, changes) => {
    expect(parseChanges(text)).toEqual(changes);
    expect(parseChanges(changesText(changes))).toEqual(changes);
  });

  it.each(['', '24:00', '6', '06:60', '06:00 and 14:00', '6:0'])('%j is none', (text) => {
    expect(parseChanges(text)).toBeNull();
  });
});

describe('this shift', () => {
  it('ends at the next change, and over midnight at the first of the next day', () => {
    expect(nextChanges(THREE, at(9))).toEqual([at(14), at(22), at(6, 0, 25)]);
    expect(nextChanges(THREE, at(23))).toEqual([at(6, 0, 25), at(14, 0, 25), at(22, 0, 25)]);
    expect(nextChanges([360], at(6))).toEqual([at(6, 0, 25), at(6, 0, 26), at(6, 0, 27)]);
  });

  it('is that of the relief in its last hour', () => {
    const meant = (now: number): number => meantChange(nextChanges(THREE, now), now);
    expect(meant(at(13, 0))).toBe(0);
    expect(meant(at(13, 1))).toBe(1);
    expect(lifeSeconds(choice, at(13, 1))).toBe((at(22) - at(13, 1)) / 1_000);
  });

  it('is the one that was chosen, where one was', () => {
    expect(lifeSeconds({ ...choice, shift: 0 }, at(13, 30))).toBe(1_800);
    expect(lifeSeconds({ ...choice, shift: 2 }, at(13))).toBe(17 * 3_600);
  });
});

describe('the others', () => {
  it('a day and a week are as long as they say', () => {
    expect(lifeSeconds({ ...choice, life: 'day' }, at(9))).toBe(86_400);
    expect(lifeSeconds({ ...choice, life: 'week' }, at(9))).toBe(604_800);
  });

  it('a date is the whole of that day', () => {
    const until = (date: string): number => lifeSeconds({ ...choice, life: 'date', date }, at(9));
    expect(until('2026-11-24')).toBe(15 * 3_600);
    expect(until(dateText(at(0, 0, 25)))).toBe(39 * 3_600);
    expect(until('2026-11-22')).toBeLessThan(0);
    expect(until('')).toBeNaN();
  });
});
