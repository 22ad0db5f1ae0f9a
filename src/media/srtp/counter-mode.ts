import { createCipheriv, type Cipher, type KeyObject } from 'node:crypto';

const BLOCK_BYTES = 16;

/** Blocks for the longest datagram; shared, since nothing in it outlives a call. */
const MOST_BLOCKS = 96;
const counters = new DataView(new ArrayBuffer(MOST_BLOCKS * BLOCK_BYTES));
/** The first so many blocks of it. */
const firstBlocks = Array.from(
  { length: MOST_BLOCKS + 1 },
  (_, blocks) => new Uint8Array(counters.buffer, 0, blocks * BLOCK_BYTES),
);
for (let block = 0; block < MOST_BLOCKS; block += 1) counters.setUint16(16 * block + 14, block);

/**
 * AES in counter mode as SRTP has it (RFC 3711, section 4.1.1). Node can set up no counter anew, so
 * a cipher of its kind would have to be made for each packet. This one lives as long as its key and
 * encrypts counters, block by block; that gives the key stream.
 */
export class CounterMode {
  readonly #blocks: Cipher;
  /** The salt, in words of 32 bits; of the last only the upper half, blocks are counted below. */
  readonly #salt0: number;
  readonly #salt1: number;
  readonly #salt2: number;
  readonly #salt3: number;

  /** @param salt 14 bytes */
  constructor(key: KeyObject, salt: Uint8Array) {
    this.#blocks = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    const padded = new DataView(new ArrayBuffer(BLOCK_BYTES));
    salt.forEach((byte, i) => padded.setUint8(i, byte));
    this.#salt0 = padded.getInt32(0);
    this.#salt1 = padded.getInt32(4);
    this.#salt2 = padded.getInt32(8);
    this.#salt3 = padded.getUint16(12);
  }

  /**
   * Encrypts or decrypts, which is the same.
   *
   * @param from where in both buffers it begins
   * @param to where it ends, 1,536 bytes further at most
   * @param high the upper 32 of the 48 bits of the packet's index: the ROC
   * @param low the lower 16: the sequence number
   */
  apply(
    packet: Uint8Array,
    from: number,
    to: number,
    ssrc: number,
    high: number,
    low: number,
    out: Uint8Array,
  ): void {
    const blocks = Math.ceil((to - from) / BLOCK_BYTES);
    if (blocks === 0) return;
    const word0 = this.#salt0;
    const word1 = this.#salt1 ^ ssrc;
    const word2 = this.#salt2 ^ high;
    const word3 = this.#salt3 ^ low;
    for (let at = 0; at < blocks * BLOCK_BYTES; at += BLOCK_BYTES) {
      counters.setInt32(at, word0);
      counters.setInt32(at + 4, word1);
      counters.setInt32(at + 8, word2);
      counters.setUint16(at + 12, word3);
    }
    const input = firstBlocks[blocks];
    if (input === undefined) throw new RangeError(`no packet has ${to - from} bytes to encrypt`);
    const stream = this.#blocks.update(input);
    const bytes = to - from;
    for (let i = 0; i < bytes; i += 1) out[from + i] = (packet[from + i] ?? 0) ^ (stream[i] ?? 0);
  }
}
