import type { KeyObject } from 'node:crypto';
import { xorAddress, type MappedAddress } from './stun-address.ts';
import {
  Attribute,
  ATTRIBUTE_HEADER_BYTES,
  HEADER_BYTES,
  INTEGRITY,
  MAGIC_COOKIE,
  padded,
  StunType,
  TRANSACTION_ID_BYTES,
  type IntegrityHash,
} from './stun-codes.ts';
import { fingerprintOf, integrityOf } from './stun-integrity.ts';
import type { StunMessage } from './stun-read.ts';

export type { MappedAddress } from './stun-address.ts';
export { StunType, TRANSACTION_ID_BYTES } from './stun-codes.ts';
export { shortTermKey, type StunCredentials } from './stun-integrity.ts';
export { isProved, readStun, type StunMessage } from './stun-read.ts';

/**
 * STUN Binding (RFC 8489) with short-term credentials. Every message that is written here ends with
 * an integrity attribute and a FINGERPRINT.
 */

/** How a message is authenticated. */
export type Seal = { readonly key: KeyObject; readonly hash: IntegrityHash };

/**
 * A Binding request.
 *
 * @param transactionId 12 random bytes, another 12 for each request
 */
export function bindingRequest(
  transactionId: Uint8Array,
  username: string,
  key: KeyObject,
): Buffer {
  const attributes = [{ type: Attribute.USERNAME, value: Buffer.from(username, 'utf8') }];
  return writeStun(StunType.REQUEST, transactionId, attributes, { key, hash: 'sha1' });
}

/** The success response to a request: the address that it came from (RFC 8489, section 6.3.1.1). */
export function bindingSuccess(request: StunMessage, from: MappedAddress, key: KeyObject): Buffer {
  const { transactionId } = request;
  const value = xorAddress(from, transactionId);
  const attributes = [{ type: Attribute.XOR_MAPPED_ADDRESS, value }];
  return writeStun(StunType.SUCCESS, transactionId, attributes, sealLike(request, key));
}

/** The error response 420 to a request with attributes nobody here knows (section 6.3.1). */
export function unknownAttributeError(request: StunMessage, key: KeyObject): Buffer {
  const { transactionId, unknown } = request;
  const types = Buffer.alloc(2 * unknown.length);
  unknown.forEach((type, i) => types.writeUInt16BE(type, 2 * i));
  const reason = Buffer.from('\0\0\x04\x14Unknown Attribute', 'latin1');
  const attributes = [
    { type: Attribute.ERROR_CODE, value: reason },
    { type: Attribute.UNKNOWN_ATTRIBUTES, value: types },
  ];
  return writeStun(StunType.ERROR, transactionId, attributes, sealLike(request, key));
}

/** An answer is authenticated the way the request was (section 9.1.3). */
function sealLike({ integrity }: StunMessage, key: KeyObject): Seal {
  return { key, hash: integrity?.hash ?? 'sha1' };
}

/** Writes a message, its attributes in their order, then integrity and FINGERPRINT. */
export function writeStun(
  type: number,
  transactionId: Uint8Array,
  attributes: readonly { readonly type: number; readonly value: Uint8Array }[],
  { key, hash }: Seal,
): Buffer {
  if (transactionId.length !== TRANSACTION_ID_BYTES) throw new RangeError('no transaction id');
  const { attribute, bytes } = INTEGRITY[hash];
  const values = attributes.reduce((sum, { value }) => sum + 4 + padded(value.length), 0);
  const integrityAt = HEADER_BYTES + values;
  const fingerprintAt = integrityAt + ATTRIBUTE_HEADER_BYTES + bytes;
  const message = Buffer.alloc(fingerprintAt + ATTRIBUTE_HEADER_BYTES + 4);
  message.writeUInt16BE(type, 0);
  message.writeUInt16BE(message.length - HEADER_BYTES, 2);
  message.writeUInt32BE(MAGIC_COOKIE, 4);
  message.set(transactionId, 8);
  let at = HEADER_BYTES;
  for (const { type: name, value } of attributes) at = put(message, at, name, value);
  at = put(message, at, attribute, integrityOf(message, integrityAt, key, hash));
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE(fingerprintOf(message, fingerprintAt));
  put(message, at, Attribute.FINGERPRINT, fingerprint);
  return message;
}

function put(message: Buffer, at: number, type: number, value: Uint8Array): number {
  message.writeUInt16BE(type, at);
  message.writeUInt16BE(value.length, at + 2);
  message.set(value, at + ATTRIBUTE_HEADER_BYTES);
  return at + ATTRIBUTE_HEADER_BYTES + padded(value.length);
}
