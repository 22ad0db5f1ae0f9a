/**
 * Finds a slot by its SSRC: open addressing in typed arrays, which costs the same with ten SSRCs
 * and with a hundred thousand, and a fraction of what a `Map` of numbers beyond 31 bits costs.
 */
export class SsrcTable {
  readonly #mask: number;
  readonly #shift: number;
  /** 0 marks a free place: no member may have that SSRC. */
  readonly #ssrcs: Uint32Array;
  readonly #slots: Int32Array;

  /** @param most how many SSRCs it has to hold; it stays at least half empty */
  constructor(most: number) {
    const bits = Math.ceil(Math.log2(Math.max(2, 2 * most)));
    this.#mask = 2 ** bits - 1;
    this.#shift = 32 - bits;
    this.#ssrcs = new Uint32Array(2 ** bits);
    this.#slots = new Int32Array(2 ** bits);
  }

  /** The slot of an SSRC, -1 where there is none. */
  get(ssrc: number): number {
    if (ssrc === 0) return -1;
    const place = this.#find(ssrc);
    return this.#ssrcs[place] === ssrc ? (this.#slots[place] ?? -1) : -1;
  }

  /** Adds an SSRC, or gives it another slot. */
  set(ssrc: number, slot: number): void {
    const place = this.#find(ssrc);
    this.#ssrcs[place] = ssrc;
    this.#slots[place] = slot;
  }

  delete(ssrc: number): void {
    let gap = this.#find(ssrc);
    if (ssrc === 0 || this.#ssrcs[gap] !== ssrc) return;
    // Whatever was pushed behind the gap by it moves up, so that no search ends there too early.
    for (let place = this.#next(gap); this.#at(place) !== 0; place = this.#next(place)) {
      const fromHome = (place - this.#home(this.#at(place))) & this.#mask;
      const fromGap = (place - gap) & this.#mask;
      if (fromHome < fromGap) continue;
      this.#ssrcs[gap] = this.#at(place);
      this.#slots[gap] = this.#slots[place] ?? -1;
      gap = place;
    }
    this.#ssrcs[gap] = 0;
  }

  /** Where the SSRC is, or the free place where it belongs. */
  #find(ssrc: number): number {
    let place = this.#home(ssrc);
    while (this.#at(place) !== ssrc && this.#at(place) !== 0) place = this.#next(place);
    return place;
  }

  #at(place: number): number {
    return this.#ssrcs[place] ?? 0;
  }

  #next(place: number): number {
    return (place + 1) & this.#mask;
  }

  /** Fibonacci hashing (Knuth, TAOCP 6.4): SSRCs that somebody counts up spread as well. */
  #home(ssrc: number): number {
    return Math.imul(ssrc, 0x9e3779b1) >>> this.#shift;
  }
}
