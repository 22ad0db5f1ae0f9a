/**
 * The transactions of one membership that have been taken, the last ones where there were too many.
 * An id is kept as 32 bits: that a new one is mistaken for one of a few thousand old ones happens
 * once in a million, and then costs a radio one request.
 *
 * It is kept in memory that is given, so that it outlives whoever fills it.
 */
export class SeenTransactions {
  /** How many have ever been added, as 32 bits. */
  readonly #added: Uint32Array;
  readonly #marks: Uint32Array;

  /** @param words as they were left, or zeros; one more than the transactions to remember */
  constructor(words: Uint32Array) {
    this.#added = words.subarray(0, 1);
    this.#marks = words.subarray(1);
  }

  /** @param id 12 bytes */
  has(id: Buffer): boolean {
    const length = Math.min(this.#added[0] ?? 0, this.#marks.length);
    return this.#marks.subarray(0, length).includes(mark(id));
  }

  add(id: Buffer): void {
    const added = this.#added[0] ?? 0;
    this.#marks[added % this.#marks.length] = mark(id);
    this.#added[0] = added + 1;
  }
}

/** All bytes count: a radio may draw less at random than the RFC wants. */
function mark(id: Buffer): number {
  const first = Math.imul(id.readUInt32BE(0), 0x9e3779b1) ^ id.readUInt32BE(4);
  return (Math.imul(first, 0x85ebca6b) ^ id.readUInt32BE(8)) >>> 0;
}
