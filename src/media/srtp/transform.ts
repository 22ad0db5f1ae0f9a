import type { SessionKeys } from './key-derivation.ts';

/** What `unprotect` gives back for a packet that was not made with this key, or was changed since. */
export const FORGED = -1;

/**
 * What a profile does to whole packets (RFC 3711, section 4; RFC 7714). It remembers no packet; that
 * an index is never used twice is for its user to see to.
 *
 * Every packet has a whole header, which the caller has seen to, and at most 1,500 bytes. Output
 * may not overlap input, and needs room for `SRTP_MOST_EXTRA_BYTES` more.
 */
export type Transform = {
  /**
   * @param headerBytes length of the RTP header, which stays readable
   * @param roc upper 32 bits of the packet's index; the lower 16 are its sequence number
   * @returns length of the output, in bytes
   */
  protectRtp(packet: Uint8Array, headerBytes: number, roc: number, out: Uint8Array): number;
  /** @returns length of the output, in bytes, or FORGED */
  unprotectRtp(packet: Uint8Array, headerBytes: number, roc: number, out: Uint8Array): number;
  /** @param index 31 bits */
  protectRtcp(packet: Uint8Array, index: number, out: Uint8Array): number;
  /** @returns length of the output, in bytes, or FORGED; the index is told by `rtcpIndex` */
  unprotectRtcp(packet: Uint8Array, out: Uint8Array): number;
  /** The index that a protected RTCP packet says it has. */
  rtcpIndex(packet: Uint8Array): number;
};

/** What a packet may grow by: a tag of 16 bytes, and in RTCP the index. */
export const SRTP_MOST_EXTRA_BYTES = 20;

/** The bit of the word behind an SRTCP packet that says that it is encrypted (RFC 3711, 3.4). */
export const ENCRYPTED = 0x8000_0000;

/** What of an RTCP packet stays readable, in bytes (RFC 3711, section 3.4). */
export const RTCP_CLEAR_BYTES = 8;

/** The word of the E bit and the index. */
export const RTCP_WORD_BYTES = 4;

/** Keys for RTCP are asked for when the first report comes: most radios send none. */
export type NewTransform = new (rtp: SessionKeys, rtcp: () => SessionKeys) => Transform;
