import { expect, it } from 'vitest';
import { RefusedLogIns } from './refused-log-ins.ts';

it('finds the fifth within a minute, and counts anew after that', () => {
  const logIns = new RefusedLogIns();
  const found = Array.from({ length: 11 }, (_, n) => logIns.refused('a', 1_000 * n));
  expect(found.flatMap((isFound, n) => (isFound ? [n] : []))).toEqual([4, 9]);
});

it('does not count what was a minute ago', () => {
  const logIns = new RefusedLogIns();
  for (let n = 0; n < 4; n += 1) logIns.refused('a', n);
  expect(logIns.refused('a', 60_000)).toBe(false);
  expect(logIns.refused('a', 60_001)).toBe(false);
});

it('counts each apart', () => {
  const logIns = new RefusedLogIns();
  const found = Array.from({ length: 8 }, (_, n) => logIns.refused(n % 2 === 0 ? 'a' : 'b', 0));
  expect(found).not.toContain(true);
  expect(logIns.refused('a', 0)).toBe(true);
});

it('watches a thousand at a time, the latest to fail', () => {
  const logIns = new RefusedLogIns();
  for (let n = 0; n < 4; n += 1) logIns.refused('a', 0);
  for (let n = 0; n < 999; n += 1) logIns.refused(`stranger ${n}`, 0);
  expect(logIns.refused('a', 0)).toBe(true);
  for (let n = 0; n < 4; n += 1) logIns.refused('a', 0);
  for (let n = 0; n < 1_000; n += 1) logIns.refused(`other ${n}`, 0);
  expect(logIns.refused('a', 0)).toBe(false);
});
