import { randomInt } from 'node:crypto';

/** Draws a whole number from 0 up to, but not including, `bound` (at most 2^32). */
export type Random = (bound: number) => number;

/** The system's randomness: RFC 3550 wants SSRCs and first timestamps that cannot be guessed. */
export const systemRandom: Random = (bound) => randomInt(bound);

/** Draws an SSRC (RFC 3550, section 8). Never zero, which the net refuses. */
export function randomSsrc(random: Random = systemRandom): number {
  return 1 + random(0xffff_ffff);
}
