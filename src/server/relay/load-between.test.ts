import { expect, it } from 'vitest';
import type { BusyTime } from './busy-time.ts';
import { loadBetween } from './load-between.ts';

const reading = (busyMs: number, atMs: number, thread = 1): BusyTime => ({ busyMs, atMs, thread });

it('is the share of the time between two readings, whenever they were taken', () => {
  expect(loadBetween(reading(10, 1_000), reading(10, 2_000))).toBe(0);
  expect(loadBetween(reading(10, 1_000), reading(260, 2_000))).toBe(0.25);
  expect(loadBetween(reading(10, 1_000), reading(560, 2_100))).toBe(0.5);
});

it('is not known without two readings of one thread', () => {
  expect(loadBetween(null, reading(1, 1))).toBeNull();
  expect(loadBetween(reading(1, 1), null)).toBeNull();
});

it('is not known of a thread that began meanwhile, whether it has done less or more', () => {
  const before = reading(5_000, 9_000);
  for (const busyMs of [3, 5_100]) {
    expect(loadBetween(before, reading(busyMs, 10_000, 2))).toBeNull();
  }
});

it('is not known of a thread that has not come round since', () => {
  expect(loadBetween(reading(10, 1_000), reading(10, 1_000))).toBeNull();
});

it('is never less than nothing nor more than all', () => {
  expect(loadBetween(reading(0, 0), reading(1_004, 1_000))).toBe(1);
  expect(loadBetween(reading(10, 0), reading(9, 1_000))).toBe(0);
});
