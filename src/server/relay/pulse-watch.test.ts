import { expect, it } from 'vitest';
import { LOOK_INTERVAL_MS, PulseWatch } from './pulse-watch.ts';

/** Looks once a second at a pulse that stands still; the seconds at which it counts as hung. */
function hungAt(watch: PulseWatch, from: number, seconds: number, pulse: number | null): number[] {
  return Array.from({ length: seconds }, (_, i) => from + i * LOOK_INTERVAL_MS).filter((now) =>
    watch.look(pulse, now),
  );
}

it('finds a thread that stands still for five seconds', () => {
  expect(hungAt(new PulseWatch(), 10_000, 7, 3)).toEqual([15_000, 16_000]);
});

it('finds nothing in a thread that comes round now and then', () => {
  const watch = new PulseWatch();
  const looks = Array.from({ length: 30 }, (_, i) => watch.look(Math.floor(i / 4), 1_000 * i));
  expect(looks).not.toContain(true);
});

it('finds nothing where there is no thread', () => {
  expect(hungAt(new PulseWatch(), 0, 10, null)).toEqual([]);
});

it('begins anew after a look that was late: the machine may have slept', () => {
  const watch = new PulseWatch();
  expect(hungAt(watch, 0, 5, 3)).toEqual([]);
  expect(hungAt(watch, 60_000, 5, 3)).toEqual([]);
  expect(hungAt(watch, 65_000, 1, 3)).toEqual([65_000]);
});
