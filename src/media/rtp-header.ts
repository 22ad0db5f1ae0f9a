/** The fixed part of an RTP header, in bytes (RFC 3550, section 5.1). */
const FIXED_BYTES = 12;

/**
 * The length of an RTP header with its CSRC list and its extension (RFC 3550, 5.1 and 5.3.1).
 *
 * @param packet any bytes
 * @returns bytes; Infinity where the packet is cut short within
 */
export function rtpHeaderBytes(packet: Uint8Array): number {
  const first = packet[0] ?? 0;
  const end = FIXED_BYTES + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0;
  const bytes = hasExtension ? end + 4 + 4 * uint16(packet, end + 2) : end;
  return bytes <= packet.length ? bytes : Infinity;
}

/** The 16 bits at a place, big-endian; what is past the end counts as zero. */
export function uint16(packet: Uint8Array, at: number): number {
  return ((packet[at] ?? 0) << 8) | (packet[at + 1] ?? 0);
}

/** The 32 bits at a place, big-endian; what is past the end counts as zero. */
export function uint32(packet: Uint8Array, at: number): number {
  return ((uint16(packet, at) << 16) | uint16(packet, at + 2)) >>> 0;
}

/** Writes 32 bits, big-endian. */
export function putUint32(packet: Uint8Array, at: number, value: number): void {
  packet[at] = value >>> 24;
  packet[at + 1] = value >>> 16;
  packet[at + 2] = value >>> 8;
  packet[at + 3] = value;
}
