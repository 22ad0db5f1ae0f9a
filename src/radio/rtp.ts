/** The payload type that radios use for Opus. */
export const OPUS_PAYLOAD_TYPE = 111;

/**
 * The payload type of a keep-alive: a dynamic one that stands for no media (RFC 6263, section
 * 4.6). Receivers must ignore a payload type that they do not know (RFC 3550, section 5.1).
 */
export const KEEP_ALIVE_PAYLOAD_TYPE = 127;

/** The RTP clock of Opus, whatever the sampling rate (RFC 7587, section 4.1), in ticks per ms. */
export const TICKS_PER_MS = 48;

const HEADER_BYTES = 12;
const VERSION = 2;

export type RtpPacket = {
  /** 0 to 127. */
  readonly payloadType: number;
  /** The first packet after a silence. */
  readonly marker: boolean;
  /** 16 bits, grows by one a packet and wraps. */
  readonly sequence: number;
  /** 32 bits, in ticks of the media clock; wraps. */
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
};

/** Builds an RTP packet (RFC 3550, section 5.1), without CSRCs, extension and padding. */
export function buildRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length);
  bytes[0] = VERSION << 6;
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.sequence, 2);
  bytes.writeUInt32BE(packet.timestamp, 4);
  bytes.writeUInt32BE(packet.ssrc, 8);
  bytes.set(packet.payload, HEADER_BYTES);
  return bytes;
}

/**
 * Reads an RTP packet (RFC 3550, section 5.1). The payload is a view of the bytes, without
 * CSRCs, header extension and padding.
 *
 * @returns null for what is none: too short for what it announces, another version, or RTCP
 *   (RFC 5761, section 4)
 */
export function parseRtp(bytes: Buffer): RtpPacket | null {
  if (bytes.length < HEADER_BYTES) return null;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  if (first >> 6 !== VERSION || (second >= 192 && second <= 223)) return null;
  const start = payloadStart(bytes, first);
  const padding = (first & 0x20) === 0 ? 0 : bytes.readUInt8(bytes.length - 1);
  const end = bytes.length - padding;
  if (start > end || ((first & 0x20) !== 0 && padding === 0)) return null;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  };
}

/** Where the payload starts; past the end of the packet when it is cut short. */
function payloadStart(bytes: Buffer, first: number): number {
  const extension = HEADER_BYTES + 4 * (first & 0x0f);
  if ((first & 0x10) === 0) return extension;
  if (bytes.length < extension + 4) return Infinity;
  return extension + 4 + 4 * bytes.readUInt16BE(extension + 2);
}
