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

/** Writes what Linux would say, and gives where. */
function says(schedstat: string, slept = 0, putOff = 0): string {
  const status = `Name:\trelay\nvoluntary_ctxt_switches:\t${slept}\nnonvoluntary_ctxt_switches:\t${putOff}\n`;
  writeFileSync(path.join(folder, 'schedstat'), schedstat);
  writeFileSync(path.join(folder, 'status'), status);
  return folder;
}

it('is the time on a processor, each time anew', () => {
  const busyMs = busyMeter('mmsg', says('3000000 9000000 7\n', 5, 2));
  const before = busyMs();
  says('40000000 9000000 8\n', 6, 2);
  expect(busyMs() - before).toBe(37);
  expect(busyMs() - before).toBe(37);
});

it('has the time in the queue too, as far as the thread was put off and had not slept', () => {
  const busyMs = busyMeter('mmsg', says('1000000 0 0\n'));
  let before = busyMs();
  const grown = (): number => {
    const now = busyMs();
    const by = now - before;
    before = now;
    return by;
  };
  says('2000000 40000000 0\n', 10, 0);
  expect(grown()).toBe(1);
  says('3000000 80000000 0\n', 10, 10);
  expect(grown()).toBe(41);
  says('4000000 120000000 0\n', 13, 11);
  expect(grown()).toBe(11);
  says('4000000 160000000 0\n', 13, 11);
  expect(grown()).toBe(0);
});

it.each(['0 0 0\n', 'what\n', ''])('does without a kernel that says %j', (text) => {
  expect(busyMeter('mmsg', says(text))()).toBeNaN();
  expect(busyMeter('dgram', says(text))()).toBeGreaterThanOrEqual(0);
});

it('does without a system that has no such files', () => {
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
