import type { KeyObject } from 'node:crypto';
import { readXorAddress, type MappedAddress } from './stun-address.ts';
import {
  Attribute,
  ATTRIBUTE_HEADER_BYTES,
  COMPREHENSION_OPTIONAL,
  HEADER_BYTES,
  INTEGRITY,
  MAGIC_COOKIE,
  padded,
  type IntegrityHash,
} from './stun-codes.ts';
import { fingerprintOf, hasIntegrity } from './stun-integrity.ts';

/** A STUN message as it was read; what it says is not proved before `isProved` says so. */
export type StunMessage = {
  readonly bytes: Buffer;
  /** One of `StunType`, or of another method or class. */
  readonly type: number;
  /** 12 bytes, a view of the message. */
  readonly transactionId: Buffer;
  readonly username: string | null;
  readonly mappedAddress: MappedAddress | null;
  /** 300 to 699. */
  readonly errorCode: number | null;
  /** Attributes that have to be understood and are not. */
  readonly unknown: readonly number[];
  /** The stronger of the integrity attributes that are there, and where; null for none. */
  readonly integrity: { readonly hash: IntegrityHash; readonly at: number } | null;
};

type Draft = { -readonly [Key in keyof StunMessage]: StunMessage[Key] } & {
  unknown: number[];
};

/**
 * Reads a datagram as a STUN message (RFC 8489, sections 5, 6.3 and 14). Attributes behind the
 * integrity are not protected by it, so they are not looked at.
 *
 * @returns null for what is none: another cookie, a wrong length, attributes that do not fit, a
 *   FINGERPRINT that is wrong or not the last
 */
export function readStun(datagram: Uint8Array): StunMessage | null {
  const { buffer, byteOffset, length } = datagram;
  const bytes = Buffer.from(buffer, byteOffset, length);
  if (length < HEADER_BYTES || bytes.readUInt8(0) > 3) return null;
  if (bytes.readUInt32BE(4) !== MAGIC_COOKIE) return null;
  if (bytes.readUInt16BE(2) !== length - HEADER_BYTES || length % 4 !== 0) return null;
  const message: Draft = {
    bytes,
    type: bytes.readUInt16BE(0),
    transactionId: bytes.subarray(8, HEADER_BYTES),
    username: null,
    mappedAddress: null,
    errorCode: null,
    unknown: [],
    integrity: null,
  };
  for (let at = HEADER_BYTES; at < length;) {
    const next = readAttribute(message, at);
    if (next === null) return null;
    at = next;
  }
  return message;
}

/** Whether a message carries an integrity that the key gives, in constant time. */
export function isProved({ bytes, integrity }: StunMessage, key: KeyObject): boolean {
  return integrity !== null && hasIntegrity(bytes, integrity.at, key, integrity.hash);
}

/** @returns where the next attribute begins; null if this one breaks the message */
function readAttribute(message: Draft, at: number): number | null {
  const { bytes } = message;
  const start = at + ATTRIBUTE_HEADER_BYTES;
  const [type, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
  const next = start + padded(length);
  if (next > bytes.length) return null;
  if (type === Attribute.FINGERPRINT) {
    const isRight = length === 4 && bytes.readUInt32BE(start) === fingerprintOf(bytes, at);
    return isRight && next === bytes.length ? next : null;
  }
  const hash = integrityHash(type);
  if (hash !== null) {
    if (length !== INTEGRITY[hash].bytes) return null;
    if (message.integrity === null || (hash === 'sha256' && message.integrity.hash === 'sha1')) {
      message.integrity = { hash, at };
    }
  } else if (message.integrity === null) {
    readValue(message, type, bytes.subarray(start, start + length));
  }
  return next;
}

/** The first one of an attribute counts (section 14). */
function readValue(message: Draft, type: number, value: Buffer): void {
  switch (type) {
    case Attribute.USERNAME:
      message.username ??= value.toString('utf8');
      break;
    case Attribute.XOR_MAPPED_ADDRESS:
      message.mappedAddress ??= readXorAddress(value, message.transactionId);
      break;
    case Attribute.ERROR_CODE:
      if (value.length >= 4)
        message.errorCode ??= 100 * (value.readUInt8(2) & 7) + value.readUInt8(3);
      break;
    case Attribute.UNKNOWN_ATTRIBUTES:
      break;
    default:
      if (type < COMPREHENSION_OPTIONAL) message.unknown.push(type);
  }
}

function integrityHash(type: number): IntegrityHash | null {
  if (type === Attribute.MESSAGE_INTEGRITY) return 'sha1';
  return type === Attribute.MESSAGE_INTEGRITY_SHA256 ? 'sha256' : null;
}
