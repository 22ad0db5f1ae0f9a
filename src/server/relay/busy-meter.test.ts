import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { busyMeter } from './busy-meter.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'busy-meter-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (text: string): string => {
  const file = path.join(folder, 'schedstat');
  writeFileSync(file, text);
  return file;
};

it('adds the time on a processor and the time in the queue for one, each time anew', () => {
  const busyMs = busyMeter('mmsg', write('3000000 2000000 7\n'));
  expect(busyMs()).toBe(5);
  write('40000000 2500000 8\n');
  expect(busyMs()).toBe(42.5);
});

it.each(['0 0 0\n', 'what\n', ''])('does without a kernel that says %j', (text) => {
  expect(busyMeter('mmsg', write(text))()).toBeNaN();
  expect(busyMeter('dgram', write(text))()).toBeGreaterThanOrEqual(0);
});

it('does without a system that has no such file', () => {
  expect(busyMeter('mmsg', path.join(folder, 'none'))()).toBeNaN();
  expect(busyMeter('dgram', path.join(folder, 'none'))()).toBeGreaterThanOrEqual(0);
});

it('grows while this thread is at work, in every way that there is', () => {
  for (const busyMs of [busyMeter('dgram'), busyMeter('dgram', path.join(folder, 'none'))]) {
    const before = busyMs();
    while (busyMs() - before < 10);
    expect(busyMs()).toBeGreaterThan(before);
  }
});
