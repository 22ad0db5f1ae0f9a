/** The greatest step forward that is still taken for loss (RFC 3550, appendix A.1). */
const MAX_DROPOUT = 3_000;
/** The greatest step back that is still taken for reordering (RFC 3550, appendix A.1). */
export const MAX_MISORDER = 100;

const CYCLE = 0x1_0000;

/**
 * Turns 16-bit sequence numbers into numbers that do not wrap (RFC 3550, appendix A.1). A jump
 * too great for loss or reordering counts as a restart of the sender once a second packet
 * follows in its sequence; the first one is not taken.
 */
export class SequenceOrder {
  #highest: number | null = null;
  #afterJump: number | null = null;
  #epoch = 0;

  /** How many times the sender has restarted. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The place of a packet in the stream; null for one after a jump, which cannot be placed. */
  place(sequence: number): number | null {
    if (this.#highest === null) return this.#start(CYCLE, sequence);
    const step = (sequence - this.#highest) & 0xffff;
    if (step < MAX_DROPOUT) return (this.#highest += step);
    if (step >= CYCLE - MAX_MISORDER) return this.#highest + step - CYCLE;
    if (sequence !== this.#afterJump) {
      this.#afterJump = (sequence + 1) & 0xffff;
      return null;
    }
    this.#epoch += 1;
    // Two cycles on, so that no place of the new sequence is below one of the old.
    return this.#start((Math.floor(this.#highest / CYCLE) + 2) * CYCLE, sequence);
  }

  #start(base: number, sequence: number): number {
    this.#afterJump = null;
    return (this.#highest = base + sequence);
  }
}
