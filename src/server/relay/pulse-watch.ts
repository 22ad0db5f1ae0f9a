/** How often to look, in ms. */
export const LOOK_INTERVAL_MS = 1_000;
/** A look that comes later than this after the one before says nothing, in ms. */
const PUNCTUAL_MS = 1_500;
/** How long a thread may stand still, in ms. */
const HUNG_AFTER_MS = 5_000;

/**
 * Tells whether a thread has hung, by a number that grows while it comes round. The thread's silence
 * counts only while whoever looks was on time himself: after a machine has slept, or the process was
 * stopped, nobody was.
 */
export class PulseWatch {
  #pulse: number | null = null;
  #movedAt = 0;
  #lookedAt = 0;

  /**
   * Looks once; to be called every `LOOK_INTERVAL_MS`.
   *
   * @param pulse null while there is no thread to look at
   * @param now monotonic time in ms
   * @returns whether the thread has hung
   */
  look(pulse: number | null, now: number): boolean {
    const isLate = now - this.#lookedAt > PUNCTUAL_MS;
    this.#lookedAt = now;
    if (pulse === null || isLate || pulse !== this.#pulse) this.#movedAt = now;
    this.#pulse = pulse;
    return now - this.#movedAt >= HUNG_AFTER_MS;
  }
}
