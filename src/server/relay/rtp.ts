import type { DropReason } from '../../contract/drops.ts';
import { Limit } from '../../contract/limits.ts';

/**
 * What a datagram is: media, a packet of media that carries none, with which a radio makes its
 * address known and keeps it (RFC 6263, section 4.6), or a report about media.
 */
export type MediaKind = 'rtp' | 'empty_rtp' | 'rtcp';

/** Why a datagram is no media packet. */
export type Misfit = Extract<DropReason, 'too_short' | 'too_long' | 'not_rtp'>;

/** The last value that STUN may begin with (RFC 7983, section 7). */
const LAST_STUN_BYTE = 3;

/**
 * Tells STUN, RTP and RTCP from each other and from all else. Only what is needed to relay is looked at;
 * what it accepts has a header that lies inside the datagram.
 *
 * @param packet a whole datagram, whatever its length
 */
export function classify(packet: Uint8Array): MediaKind | 'stun' | Misfit {
  if (packet.length < Limit.DATAGRAM_MIN_BYTES) return 'too_short';
  if (packet.length > Limit.DATAGRAM_MAX_BYTES) return 'too_long';
  if (byte(packet, 0) <= LAST_STUN_BYTE) return 'stun';
  // 128 to 191 (RFC 7983, section 7) is the same as version 2 in the two upper bits (RFC 3550, 5.1).
  if (byte(packet, 0) >> 6 !== 2) return 'not_rtp';
  // 192 to 223 are packet types of RTCP (RFC 5761, section 4); RTP that shares a port with RTCP may
  // not use the payload types that would give these values together with the marker bit.
  const second = byte(packet, 1);
  const isRtcp = second >= 192 && second <= 223;
  const headerBytes = isRtcp ? firstReportBytes(packet) : rtpHeaderBytes(packet);
  if (headerBytes > packet.length) return 'not_rtp';
  if (isRtcp) return 'rtcp';
  return headerBytes === packet.length ? 'empty_rtp' : 'rtp';
}

/**
 * The SSRC of a packet that `classify` took: of its sender (RTP, RFC 3550, section 5.1; RTCP,
 * sections 6.4 to 6.7, where every packet type begins with it).
 */
export function ssrcOf(packet: Uint8Array, kind: MediaKind): number {
  return uint32(packet, kind === 'rtcp' ? 4 : 8);
}

/** Length of the RTP header with its CSRC list and its extension (RFC 3550, 5.1 and 5.3.1). */
function rtpHeaderBytes(packet: Uint8Array): number {
  const first = byte(packet, 0);
  const end = 12 + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0;
  if (!hasExtension) return end;
  const extensionHeader = 4;
  if (end + extensionHeader > packet.length) return Infinity;
  return end + extensionHeader + 4 * uint16(packet, end + 2);
}

/** Length of the first packet of a compound, from its length in words less one (RFC 3550, 6.4.1). */
function firstReportBytes(packet: Uint8Array): number {
  return 4 * (uint16(packet, 2) + 1);
}

function byte(packet: Uint8Array, at: number): number {
  return packet[at] ?? 0;
}

function uint16(packet: Uint8Array, at: number): number {
  return (byte(packet, at) << 8) | byte(packet, at + 1);
}

function uint32(packet: Uint8Array, at: number): number {
  return ((uint16(packet, at) << 16) | uint16(packet, at + 2)) >>> 0;
}
