import { expect, it } from 'vitest';
import type { AlarmView } from '../../contract/alarms.ts';
import type { TrafficPoint } from '../../contract/operator.ts';
import { loadLevel, LOAD_SECONDS, recentLoad } from './net-figures.ts';

const points = (...loads: (number | null)[]): TrafficPoint[] =>
  loads.map((relay_load) => ({ relay_load }) as TrafficPoint);

it(`is the mean of ${LOAD_SECONDS} seconds, and of as many as there are`, () => {
  expect(recentLoad(points(0.3))).toBe(0.3);
  expect(recentLoad(points(1, 1, 0, 0, 0.25, 0.5, 0.5))).toBe(0.25);
});

it('is not known before the first second, nor while the relay does not tell', () => {
  expect(recentLoad([])).toBeNull();
  expect(recentLoad(points(0.5, 0.5, null))).toBeNull();
});

it('leaves out a second in which the relay was started again', () => {
  expect(recentLoad(points(0.5, null, 0.25))).toBe(0.375);
});

const alarm = (kind: AlarmView['kind'], ended_at: number | null): AlarmView =>
  ({ kind, ended_at, acknowledged_at: 1 }) as AlarmView;
const table = (...alarms: AlarmView[]): Map<number, AlarmView> => new Map(alarms.entries());

it('is high from three quarters on', () => {
  expect(loadLevel(0.749, table())).toBe('normal');
  expect(loadLevel(0.75, table())).toBe('high');
  expect(loadLevel(null, table())).toBe('normal');
});

it('is too much for as long as the alarm of it goes on, acknowledged or not', () => {
  for (const load of [null, 0.2, 0.99]) {
    expect(loadLevel(load, table(alarm('relay_overloaded', null)))).toBe('over');
    expect(loadLevel(load, table(alarm('zombie', null)))).not.toBe('over');
    expect(loadLevel(load, table(alarm('relay_overloaded', 7)))).not.toBe('over');
  }
});
