import type { Libc } from './libc.ts';

/** Memory that the system reads and writes by its address. */
export type Memory = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Int32Array<ArrayBuffer>;
  /** Its address: the lower 32 bits, and the upper ones, which hold for all of it. */
  readonly low: number;
  readonly high: number;
};

const FOUR_GIB = 2 ** 32;

/**
 * Gets zeroed memory within which only the lower half of an address differs.
 *
 * @param bytes a multiple of 8
 */
export function memory(libc: Pick<Libc, 'address'>, bytes: number): Memory {
  // An ArrayBuffer lies outside of the garbage collector's reach; a small typed array of its own
  // would be moved about.
  const buffer = new ArrayBuffer(bytes);
  const address = libc.address(buffer);
  const high = Math.floor(address / FOUR_GIB);
  // One in a million lies across a 4 GiB line. The next one lies elsewhere, while this one is held.
  if (Math.floor((address + bytes) / FOUR_GIB) !== high) return memory(libc, bytes);
  return {
    bytes: new Uint8Array(buffer),
    words: new Int32Array(buffer),
    low: address | 0,
    high,
  };
}

/** The address of a byte, as a number. */
export function addressOf({ low, high }: Memory, offset: number): number {
  return high * FOUR_GIB + (low >>> 0) + offset;
}

/** Writes the address of a byte of `target` at a word. */
export function point(words: Int32Array, at: number, target: Memory, offset: number): void {
  words[at] = (target.low + offset) | 0;
  words[at + 1] = target.high;
}
