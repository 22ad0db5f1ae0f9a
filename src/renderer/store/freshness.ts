/** The net tells something once a second at least: after this long it is out of date, in ms. */
const STALE_AFTER_MS = 4_000;
/** A look that comes later than this after the one before says nothing, in ms. */
const PUNCTUAL_MS = 2_500;

/**
 * Tells whether what the window shows is still so. Silence counts only while the window was awake
 * itself: after the computer has slept, or the window was busy, what the net told is on its way.
 */
export class Freshness {
  /** When the net last told something: in ms since 1970, and by the clock that only grows. */
  #at = 0;
  #heardAt = -Infinity;
  #lookedAt = -Infinity;

  /**
   * The net told something.
   *
   * @param at in ms since 1970
   * @param now monotonic time in ms
   */
  heard(at: number, now: number): void {
    this.#at = at;
    this.#heardAt = now;
  }

  /**
   * Looks once; to be called once a second.
   *
   * @param now monotonic time in ms
   * @returns as of when everything is, in ms since 1970; null while it is as of now
   */
  look(now: number): number | null {
    const isLate = now - this.#lookedAt > PUNCTUAL_MS;
    this.#lookedAt = now;
    if (isLate) this.#heardAt = now;
    return now - this.#heardAt >= STALE_AFTER_MS ? this.#at : null;
  }
}
