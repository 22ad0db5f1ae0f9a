import { expect, it } from 'vitest';
import { beat, busyMemory, lastReading } from './busy-time.ts';

function memory() {
  const pulse = new Int32Array(new SharedArrayBuffer(4));
  const busy = busyMemory();
  return {
    busy,
    pulse,
    beat: (busyMs: number, atMs: number) => beat(pulse, busy, { busyMs, atMs }),
    last: () => lastReading(pulse, busy),
  };
}

it('has no reading before the first, and the newest ever after', () => {
  const { beat, last } = memory();
  expect(last()).toBeNull();
  for (const reading of [
    { busyMs: 0, atMs: 100 },
    { busyMs: 7, atMs: 200 },
    { busyMs: 9, atMs: 310 },
  ]) {
    beat(reading.busyMs, reading.atMs);
    expect(last()).toEqual(reading);
  }
});

it('shows nothing of a reading that is half written', () => {
  const { busy, pulse, beat, last } = memory();
  for (const [busyMs, atMs] of [
    [1, 100],
    [2, 200],
    [3, 300],
  ] as const) {
    beat(busyMs, atMs);
    const before = busy.slice();
    beat(50, 999);
    // As it is before the pulse tells of it.
    Atomics.sub(pulse, 0, 1);
    expect(last()).toEqual({ busyMs, atMs });
    busy.set(before);
  }
});

it('knows nothing where the thread does not', () => {
  const { beat, last } = memory();
  beat(NaN, 100);
  expect(last()).toBeNull();
});

it('goes on where the pulse begins again below nought', () => {
  const { pulse, beat, last } = memory();
  pulse[0] = 0x7fffffff;
  beat(5, 500);
  expect(pulse[0]).toBe(-0x80000000);
  expect(last()).toEqual({ busyMs: 5, atMs: 500 });
  beat(6, 600);
  expect(last()).toEqual({ busyMs: 6, atMs: 600 });
});
