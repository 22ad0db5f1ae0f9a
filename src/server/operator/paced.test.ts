import { expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { paced } from './paced.ts';

it('calls after the interval, and then again and again', () => {
  const clock = new ManualClock();
  const at: number[] = [];
  paced(clock, 100, () => at.push(clock.monotonic()));
  clock.advance(99);
  expect(at).toEqual([]);
  clock.advance(251);
  expect(at).toEqual([100, 200, 300]);
});

it('counts from the end of a call that took its time', () => {
  const clock = new ManualClock();
  const at: number[] = [];
  paced(clock, 100, () => {
    if (at.length === 0) clock.sleep(70);
    at.push(clock.monotonic());
  });
  clock.advance(400);
  expect(at).toEqual([170, 270, 370]);
});

it('waits for the rest where a timer comes early by a part of a ms', () => {
  const clock = new ManualClock();
  const early = {
    monotonic: () => clock.monotonic(),
    after: (ms: number, call: () => void) => clock.after(Math.max(1, ms - 0.6), call),
  };
  const at: number[] = [];
  paced(early, 100, () => at.push(clock.monotonic()));
  clock.advance(1_000);
  const apart = at.map((time, index) => time - (at[index - 1] ?? 0));
  expect(at).toHaveLength(9);
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(100);
});

it('goes on after a call that threw, and ends for good, also from within', () => {
  const clock = new ManualClock();
  let calls = 0;
  const end = paced(clock, 100, () => {
    calls += 1;
    if (calls === 1) throw new Error('once');
    if (calls === 3) end();
  });
  expect(() => clock.advance(100)).toThrow('once');
  clock.advance(1_000);
  expect(calls).toBe(3);
  expect(clock.running).toBe(0);
});
