type Rtp = {
  readonly ssrc: number;
  readonly payload?: string;
  /** Contributing sources in the header. */
  readonly csrcs?: number;
  /** Length of the header extension in words. */
  readonly extensionWords?: number;
  /** Marker bit and payload type. */
  readonly second?: number;
};

/** An RTP packet (RFC 3550, section 5.1) whose payload is a text. */
export function rtp({
  ssrc,
  payload = 'speech',
  csrcs = 0,
  extensionWords,
  second = 111,
}: Rtp): Buffer {
  const header = Buffer.alloc(12 + 4 * csrcs);
  header[0] = 0x80 | csrcs | (extensionWords === undefined ? 0 : 0x10);
  header[1] = second;
  header.writeUInt32BE(ssrc, 8);
  const extension = Buffer.alloc(extensionWords === undefined ? 0 : 4 + 4 * extensionWords);
  if (extensionWords !== undefined) extension.writeUInt16BE(extensionWords, 2);
  return Buffer.concat([header, extension, Buffer.from(payload)]);
}

/** An RTCP sender report (200) without report blocks, or another type (RFC 3550, section 6.4). */
export function rtcp(ssrc: number, type = 200, bytes = 28): Buffer {
  const packet = Buffer.alloc(bytes);
  packet[0] = 0x80;
  packet[1] = type;
  packet.writeUInt16BE(bytes / 4 - 1, 2);
  packet.writeUInt32BE(ssrc, 4);
  return packet;
}
