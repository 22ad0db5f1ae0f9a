import type { Clock } from '../clock.ts';

/** Lateness that no busy event loop explains, in ms. */
const ASLEEP_FROM_MS = 2_000;

/**
 * Time in ms since the machine started, the time that it slept included; null where the system does
 * not tell, or tells something that follows the wall clock.
 */
export type Uptime = () => number | null;

/**
 * Tells whether the machine, or this process, stood still between two looks. Two clocks are needed:
 * on Linux and macOS monotonic time stops while the machine sleeps, so that a look comes in time by
 * that clock; a process that was stopped misses time by both. The wall clock is not asked: people set
 * it.
 */
export class SleepWatch {
  readonly #clock: Clock;
  readonly #uptime: Uptime;
  #at: number;
  #up: number | null;

  constructor(clock: Clock, uptime: Uptime) {
    this.#clock = clock;
    this.#uptime = uptime;
    this.#at = clock.monotonic();
    this.#up = uptime();
  }

  /**
   * Looks at the clocks.
   *
   * @param expectedMs how long ago the last look should have been
   * @returns for how long nothing ran since then, in ms; 0 where the look comes about in time
   */
  look(expectedMs: number): number {
    const at = this.#clock.monotonic();
    const up = this.#uptime();
    const ran = at - this.#at;
    const passed = up === null || this.#up === null ? ran : up - this.#up;
    this.#at = at;
    this.#up = up;
    const missed = Math.max(ran, passed) - expectedMs;
    return missed >= ASLEEP_FROM_MS ? missed : 0;
  }
}
