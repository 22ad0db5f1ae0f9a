const WINDOW_MS = 1_000;

/** Lets so many packets of each peer through in a second that begins with the first of them. */
export class PacketRates {
  readonly #most: number;
  readonly #since: Float64Array;
  readonly #counts: Uint32Array;

  /**
   * @param slots how many peers there can be
   * @param most packets in a second; 0 for any number
   */
  constructor(slots: number, most: number) {
    this.#most = most;
    this.#since = new Float64Array(slots).fill(-Infinity);
    this.#counts = new Uint32Array(slots);
  }

  /** Begins anew for another peer in a slot. */
  take(slot: number): void {
    this.#since[slot] = -Infinity;
  }

  /** @param now monotonic time in ms */
  allows(slot: number, now: number): boolean {
    if (this.#most === 0) return true;
    if (now - (this.#since[slot] ?? 0) >= WINDOW_MS) {
      this.#since[slot] = now;
      this.#counts[slot] = 0;
    }
    const count = (this.#counts[slot] ?? 0) + 1;
    if (count > this.#most) return false;
    this.#counts[slot] = count;
    return true;
  }
}
