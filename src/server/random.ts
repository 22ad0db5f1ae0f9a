import { randomBytes } from 'node:crypto';

/** The engine's only source of randomness. */
export type Random = {
  /** Bytes fit for keys. */
  bytes(count: number): Buffer;
};

/** The system's cryptographic randomness. */
export const systemRandom: Random = { bytes: (count) => randomBytes(count) };

/**
 * A name that nobody can guess and that never comes twice.
 *
 * @param prefix what it starts with, such as `sess_`
 * @returns the prefix and 128 random bits in base64url (RFC 4648, section 5)
 */
export function randomId(random: Random, prefix: string): string {
  return prefix + random.bytes(16).toString('base64url');
}
