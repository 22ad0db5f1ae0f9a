/** How far behind the highest index a packet may be (RFC 3711, section 3.3.2, wants 64 at least). */
export const REPLAY_WINDOW = 128;

/**
 * Remembers which of the last indices have been seen. Ask with `isNew` before a packet is believed,
 * and `add` it after that.
 */
export class ReplayWindow {
  /** One bit an index, at the index modulo the window; 32 a word. */
  readonly #seen = new Int32Array(REPLAY_WINDOW / 32);
  #highest = -1;

  /** -1 before the first one. */
  get highest(): number {
    return this.#highest;
  }

  /** Begins behind an index, with all before it regarded as seen. */
  resume(highest: number): void {
    this.#seen.fill(-1);
    this.#highest = highest;
  }

  /** Whether an index was neither seen nor is too old to tell. */
  isNew(index: number): boolean {
    if (index > this.#highest) return true;
    if (index <= this.#highest - REPLAY_WINDOW) return false;
    const place = index % REPLAY_WINDOW;
    return ((this.#seen[place >>> 5] ?? 0) & (1 << (place & 31))) === 0;
  }

  /** Notes an index that is new. */
  add(index: number): void {
    // What the window moves on to has not been seen.
    const skipped = Math.min(index - this.#highest - 1, REPLAY_WINDOW);
    for (let i = 1; i <= skipped; i += 1) this.#mark(index - i, false);
    this.#mark(index, true);
    if (index > this.#highest) this.#highest = index;
  }

  #mark(index: number, seen: boolean): void {
    if (index < 0) return;
    const place = index % REPLAY_WINDOW;
    const word = place >>> 5;
    const bit = 1 << (place & 31);
    const bits = this.#seen[word] ?? 0;
    this.#seen[word] = seen ? bits | bit : bits & ~bit;
  }
}
