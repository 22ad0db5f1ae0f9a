const CYCLE = 0x1_0000;
const HALF = 0x8000;

/**
 * Completes a sequence number to the index of a packet, `2^16 * ROC + SEQ` (RFC 3711, section
 * 3.3.1 and appendix A): of all indices it may stand for, the one nearest to the highest so far.
 *
 * @param highest index so far; -1 before the first packet, whose ROC is taken to be zero
 * @param sequence 16 bits
 */
export function estimateIndex(highest: number, sequence: number): number {
  if (highest < 0) return sequence;
  const last = highest % CYCLE;
  let step = sequence - last;
  if (step > HALF) step -= CYCLE;
  else if (step < -HALF) step += CYCLE;
  const index = highest + step;
  // There is nothing before the first cycle.
  return index < 0 ? index + CYCLE : index;
}

/** The roll-over counter within an index. */
export function rocOf(index: number): number {
  return Math.floor(index / CYCLE);
}
