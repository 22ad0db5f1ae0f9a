/** Numbers of STUN (RFC 8489) that both sides of a Binding need. */

export const HEADER_BYTES = 20;
export const ATTRIBUTE_HEADER_BYTES = 4;
export const TRANSACTION_ID_BYTES = 12;
export const MAGIC_COOKIE = 0x2112a442;

/** Message types of the method Binding (section 5, figure 3). */
export const StunType = {
  REQUEST: 0x0001,
  SUCCESS: 0x0101,
  ERROR: 0x0111,
} as const;

/** Attributes (section 18.3); those below 0x8000 have to be understood. */
export const Attribute = {
  USERNAME: 0x0006,
  MESSAGE_INTEGRITY: 0x0008,
  ERROR_CODE: 0x0009,
  UNKNOWN_ATTRIBUTES: 0x000a,
  MESSAGE_INTEGRITY_SHA256: 0x001c,
  XOR_MAPPED_ADDRESS: 0x0020,
  FINGERPRINT: 0x8028,
} as const;

/** The first attribute that may be ignored (section 14). */
export const COMPREHENSION_OPTIONAL = 0x8000;

/** What a FINGERPRINT is mixed with: "STUN" in ASCII (section 14.7). */
export const FINGERPRINT_XOR = 0x5354554e;

/** The two ways to authenticate a message, with what each puts into its attribute. */
export const INTEGRITY = {
  sha1: { attribute: Attribute.MESSAGE_INTEGRITY, bytes: 20 },
  sha256: { attribute: Attribute.MESSAGE_INTEGRITY_SHA256, bytes: 32 },
} as const;
export type IntegrityHash = keyof typeof INTEGRITY;

/** Bytes that an attribute's value takes up with its padding. */
export function padded(bytes: number): number {
  return (bytes + 3) & ~3;
}
