const FIRST_LENGTH = 8;

/**
 * The transactions of one membership that have been taken, the last ones where there were too many.
 * An id is kept as 32 bits: that a new one is mistaken for one of a few thousand old ones happens
 * once in a million, and then costs a radio one request.
 */
export class SeenTransactions {
  readonly #most: number;
  #marks = new Uint32Array(FIRST_LENGTH);
  /** How many have ever been added. */
  #added = 0;

  /** @param most how many are remembered, at least 8 */
  constructor(most: number) {
    this.#most = most;
  }

  /** @param id 12 bytes */
  has(id: Buffer): boolean {
    const length = Math.min(this.#added, this.#marks.length);
    return this.#marks.subarray(0, length).includes(mark(id));
  }

  add(id: Buffer): void {
    if (this.#added === this.#marks.length && this.#added < this.#most) {
      const grown = new Uint32Array(Math.min(2 * this.#added, this.#most));
      grown.set(this.#marks);
      this.#marks = grown;
    }
    this.#marks[this.#added % this.#marks.length] = mark(id);
    this.#added += 1;
  }
}

/** All bytes count: a radio may draw less at random than the RFC wants. */
function mark(id: Buffer): number {
  const first = Math.imul(id.readUInt32BE(0), 0x9e3779b1) ^ id.readUInt32BE(4);
  return (Math.imul(first, 0x85ebca6b) ^ id.readUInt32BE(8)) >>> 0;
}
