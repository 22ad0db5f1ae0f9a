import type { BusyTime } from './busy-time.ts';

/**
 * The share of the time between two readings in which the relay's thread had work.
 *
 * @returns 0 to 1; null where it is not known: there is no thread, it is another one, or it has not
 *   come round in between
 */
export function loadBetween(before: BusyTime | null, now: BusyTime | null): number | null {
  if (before === null || now?.thread !== before.thread) return null;
  const ms = now.atMs - before.atMs;
  if (ms <= 0) return null;
  const load = (now.busyMs - before.busyMs) / ms;
  // Linux may be a few ms behind with what it tells.
  return Math.min(1, Math.max(0, load));
}
