import { putUint32 } from '../rtp-header.ts';
import { BLOCK_WORDS, SHA1_INITIAL, SHA1_WORDS, sha1Block } from './sha1.ts';

/** What is left of the 20 bytes (RFC 3711, section 8.2: 80 bits for RTP and RTCP). */
export const TAG_BYTES = 10;

const BLOCK_BYTES = 4 * BLOCK_WORDS;

/** A whole number of words is what a block takes; these are for the bytes that are left. */
const tail = new Uint8Array(2 * BLOCK_BYTES);
const block = new Int32Array(BLOCK_WORDS);
const state = new Int32Array(SHA1_WORDS);

const outerBlock = new Int32Array(BLOCK_WORDS);
outerBlock[SHA1_WORDS] = 0x80 << 24;
outerBlock[BLOCK_WORDS - 1] = 8 * (BLOCK_BYTES + 4 * SHA1_WORDS);

/**
 * HMAC-SHA1 (RFC 2104) of a packet with a word behind it, cut to 80 bits. The two blocks that hold
 * nothing but the key are hashed once for all.
 */
export class HmacSha1 {
  readonly #inner: Int32Array;
  readonly #outer: Int32Array;

  /** @param key 64 bytes at most; not kept */
  constructor(key: Uint8Array) {
    this.#inner = keyed(key, 0x36);
    this.#outer = keyed(key, 0x5c);
  }

  /**
   * Writes the tag of `length` bytes of a packet and a word of 32 bits.
   *
   * @param at where in `out` the tag begins
   */
  sign(packet: Uint8Array, length: number, word: number, out: Uint8Array, at: number): void {
    this.#hash(packet, length, word);
    for (let i = 0; i < TAG_BYTES; i += 1) out[at + i] = tagByte(i);
  }

  /** Whether the tag at `at` is right; takes as long for a wrong one as for a right one. */
  verify(packet: Uint8Array, length: number, word: number, at: number): boolean {
    this.#hash(packet, length, word);
    let difference = 0;
    for (let i = 0; i < TAG_BYTES; i += 1) difference |= (packet[at + i] ?? 0) ^ tagByte(i);
    return difference === 0;
  }

  /** Leaves the hash in `state`. */
  #hash(packet: Uint8Array, length: number, word: number): void {
    load(this.#inner);
    const rest = length % BLOCK_BYTES;
    const whole = length - rest;
    for (let at = 0; at < whole; at += BLOCK_BYTES) take(packet, at);
    for (let i = 0; i < rest; i += 1) tail[i] = packet[whole + i] ?? 0;
    putUint32(tail, rest, word);
    tail[rest + 4] = 0x80;
    // Behind that one bit there has to be room for the length, of eight bytes.
    const end = rest + 5 <= BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES;
    for (let i = rest + 5; i < end - 4; i += 1) tail[i] = 0;
    putUint32(tail, end - 4, 8 * (BLOCK_BYTES + length + 4));
    for (let at = 0; at < end; at += BLOCK_BYTES) take(tail, at);

    for (let i = 0; i < SHA1_WORDS; i += 1) outerBlock[i] = state[i] ?? 0;
    load(this.#outer);
    sha1Block(outerBlock, state);
  }
}

function load(saved: Int32Array): void {
  for (let i = 0; i < SHA1_WORDS; i += 1) state[i] = saved[i] ?? 0;
}

/** Takes 64 bytes into the state. */
function take(bytes: Uint8Array, at: number): void {
  for (let i = 0; i < BLOCK_WORDS; i += 1) {
    const from = at + 4 * i;
    block[i] =
      ((bytes[from] ?? 0) << 24) |
      ((bytes[from + 1] ?? 0) << 16) |
      ((bytes[from + 2] ?? 0) << 8) |
      (bytes[from + 3] ?? 0);
  }
  sha1Block(block, state);
}

function tagByte(i: number): number {
  return ((state[i >>> 2] ?? 0) >>> (24 - 8 * (i & 3))) & 0xff;
}

/** The state after the block of a key, each byte of which is changed by `pad`. */
function keyed(key: Uint8Array, pad: number): Int32Array {
  const padded = new Uint8Array(BLOCK_BYTES).fill(pad);
  key.forEach((byte, i) => (padded[i] = byte ^ pad));
  const view = new DataView(padded.buffer);
  const words = Int32Array.from({ length: BLOCK_WORDS }, (_, i) => view.getInt32(4 * i));
  const after = SHA1_INITIAL.slice();
  sha1Block(words, after);
  return after;
}
