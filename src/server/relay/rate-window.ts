const WINDOW_MS = 1_000;

/** Lets so many things through in a second that begins with the first of them, and no more. */
export class RateWindow {
  readonly #most: number;
  #since = -Infinity;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @param now monotonic time in ms */
  takes(now: number): boolean {
    if (now - this.#since >= WINDOW_MS) {
      this.#since = now;
      this.#count = 0;
    }
    if (this.#count >= this.#most) return false;
    this.#count += 1;
    return true;
  }
}
