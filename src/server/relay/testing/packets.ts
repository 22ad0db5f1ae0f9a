type Rtp = {
  readonly ssrc: number;
  readonly payload?: string;
  /** Contributing sources in the header. */
  readonly csrcs?: number;
  /** Length of the header extension in words. */
  readonly extensionWords?: number;
  /** Marker bit and payload type. */
  readonly second?: number;
  readonly sequence?: number;
  readonly timestamp?: number;
};

/** An RTP packet (RFC 3550, section 5.1) whose payload is a text. */
export function rtp({
  ssrc,
  payload = 'speech',
  csrcs = 0,
  extensionWords,
  second = 111,
  sequence = 0,
  timestamp = 0,
}: Rtp): Buffer {
  const header = Buffer.alloc(12 + 4 * csrcs);
  header[0] = 0x80 | csrcs | (extensionWords === undefined ? 0 : 0x10);
  header[1] = second;
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp, 4);
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

/** What a report says of one source (RFC 3550, section 6.4.1), as far as round trips go. */
type Block = { readonly about: number; readonly lsr: number; readonly dlsr: number };

function blocksOf(blocks: readonly Block[]): Buffer {
  const bytes = Buffer.alloc(24 * blocks.length);
  blocks.forEach(({ about, lsr, dlsr }, i) => {
    bytes.writeUInt32BE(about, 24 * i);
    bytes.writeUInt32BE(lsr, 24 * i + 16);
    bytes.writeUInt32BE(dlsr, 24 * i + 20);
  });
  return bytes;
}

/** A sender report whose NTP timestamp has `id` in its middle. */
export function senderReport(ssrc: number, id: number, ...blocks: Block[]): Buffer {
  const packet = Buffer.concat([rtcp(ssrc), blocksOf(blocks)]);
  packet[0] = 0x80 | blocks.length;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  packet.writeUInt16BE(0xabcd, 8);
  packet.writeUInt32BE(id, 10);
  return packet;
}

export function receiverReport(ssrc: number, ...blocks: Block[]): Buffer {
  const packet = Buffer.concat([rtcp(ssrc, 201, 8), blocksOf(blocks)]);
  packet[0] = 0x80 | blocks.length;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  return packet;
}
