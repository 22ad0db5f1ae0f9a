/** The state of a hash, five words (FIPS 180-4, section 6.1). */
export const SHA1_WORDS = 5;

/** A block that is hashed, in words. */
export const BLOCK_WORDS = 16;

/** The state before the first block (FIPS 180-4, section 5.3.1). */
export const SHA1_INITIAL = Int32Array.of(
  0x67452301,
  0xefcdab89,
  0x98badcfe,
  0x10325476,
  0xc3d2e1f0,
);

const schedule = new Int32Array(80);

/**
 * Takes one block into a state (FIPS 180-4, section 6.1.2).
 *
 * Node's own SHA-1 costs more to set up than to run on so few bytes, and cannot go on from a state
 * that was saved. No branch and no look-up here depends on what is hashed.
 *
 * @param block 16 words
 * @param state changed in place
 */
export function sha1Block(block: Int32Array, state: Int32Array): void {
  const w = schedule;
  for (let i = 0; i < 16; i += 1) w[i] = block[i] ?? 0;
  for (let i = 16; i < 80; i += 1) {
    const x = (w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0);
    w[i] = (x << 1) | (x >>> 31);
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  for (let i = 0; i < 20; i += 1) {
    const t = (((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + e + 0x5a827999 + (w[i] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = t;
  }
  for (let i = 20; i < 40; i += 1) {
    const t = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + (w[i] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = t;
  }
  for (let i = 40; i < 60; i += 1) {
    const majority = (b & c) | (d & (b | c));
    const t = (((a << 5) | (a >>> 27)) + majority + e + 0x8f1bbcdc + (w[i] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = t;
  }
  for (let i = 60; i < 80; i += 1) {
    const t = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62c1d6 + (w[i] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = t;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
}
