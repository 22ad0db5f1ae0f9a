/**
 * Finds a slot by its SSRC: open addressing in typed arrays, which costs the same with ten SSRCs
 * and with a hundred thousand, and a fraction of what a `Map` of numbers beyond 31 bits costs.
 */
export class SsrcTable {
  readonly #mask: number;
  readonly #shift: number;
  /**
   * Each place is an SSRC and its slot, beside each other: one look into memory finds both. SSRC 0
   * marks a free place: no member may have it.
   */
  readonly #places: Uint32Array;

  /** @param most how many SSRCs it has to hold; it stays at least half empty */
  constructor(most: number) {
    const bits = Math.ceil(Math.log2(Math.max(2, 2 * most)));
    this.#mask = 2 ** bits - 1;
    this.#shift = 32 - bits;
    this.#places = new Uint32Array(2 * 2 ** bits);
  }

  /** The slot of an SSRC, -1 where there is none. */
  get(ssrc: number): number {
    if (ssrc === 0) return -1;
    const place = this.#find(ssrc);
    return this.#at(place) === ssrc ? this.#slotAt(place) : -1;
  }

  /** Adds an SSRC, or gives it another slot. */
  set(ssrc: number, slot: number): void {
    const place = this.#find(ssrc);
    this.#put(place, ssrc, slot);
  }

  delete(ssrc: number): void {
    let gap = this.#find(ssrc);
    if (ssrc === 0 || this.#at(gap) !== ssrc) return;
    // Whatever was pushed behind the gap by it moves up, so that no search ends there too early.
    for (let place = this.#next(gap); this.#at(place) !== 0; place = this.#next(place)) {
      const fromHome = (place - this.#home(this.#at(place))) & this.#mask;
      const fromGap = (place - gap) & this.#mask;
      if (fromHome < fromGap) continue;
      this.#put(gap, this.#at(place), this.#slotAt(place));
      gap = place;
    }
    this.#put(gap, 0, 0);
  }

  /** Where the SSRC is, or the free place where it belongs. */
  #find(ssrc: number): number {
    let place = this.#home(ssrc);
    while (this.#at(place) !== ssrc && this.#at(place) !== 0) place = this.#next(place);
    return place;
  }

  #at(place: number): number {
    return this.#places[2 * place] ?? 0;
  }

  #slotAt(place: number): number {
    return this.#places[2 * place + 1] ?? 0;
  }

  #put(place: number, ssrc: number, slot: number): void {
    this.#places[2 * place] = ssrc;
    this.#places[2 * place + 1] = slot;
  }

  #next(place: number): number {
    return (place + 1) & this.#mask;
  }

  /** Fibonacci hashing (Knuth, TAOCP 6.4): SSRCs that somebody counts up spread as well. */
  #home(ssrc: number): number {
    return Math.imul(ssrc, 0x9e3779b1) >>> this.#shift;
  }
}
