import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { crc32 } from './crc32.ts';
import {
  ATTRIBUTE_HEADER_BYTES,
  FINGERPRINT_XOR,
  HEADER_BYTES,
  INTEGRITY,
  type IntegrityHash,
} from './stun-codes.ts';

/** What a radio proves its address with (RFC 8489, section 9.1). */
export type StunCredentials = { readonly username: string; readonly password: string };

/**
 * The key of a short-term credential (RFC 8489, section 9.1.1): the password itself.
 *
 * @param password in ASCII, which OpaqueString (RFC 8265) leaves as it is
 */
export function shortTermKey(password: string): KeyObject {
  return createSecretKey(Buffer.from(password, 'utf8'));
}

/**
 * The HMAC over a message up to its integrity attribute. The length in the header counts as if the
 * message ended with that attribute (RFC 8489, sections 14.5 and 14.6).
 *
 * @param at offset of the attribute's header
 */
export function integrityOf(
  message: Buffer,
  at: number,
  key: KeyObject,
  hash: IntegrityHash,
): Buffer {
  const start = Buffer.from(message.subarray(0, 4));
  start.writeUInt16BE(at + ATTRIBUTE_HEADER_BYTES + INTEGRITY[hash].bytes - HEADER_BYTES, 2);
  return createHmac(hash, key).update(start).update(message.subarray(4, at)).digest();
}

/** Compares a message's integrity attribute in constant time. */
export function hasIntegrity(
  message: Buffer,
  at: number,
  key: KeyObject,
  hash: IntegrityHash,
): boolean {
  const start = at + ATTRIBUTE_HEADER_BYTES;
  const given = message.subarray(start, start + INTEGRITY[hash].bytes);
  return timingSafeEqual(given, integrityOf(message, at, key, hash));
}

/** The FINGERPRINT of a message up to that attribute (RFC 8489, section 14.7). */
export function fingerprintOf(message: Buffer, at: number): number {
  return (crc32(message.subarray(0, at)) ^ FINGERPRINT_XOR) >>> 0;
}
