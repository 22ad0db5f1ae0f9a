/** Length of the packets of the bench: 20 ms of Opus at 48 kbit/s behind the header. */
const PACKET_BYTES = 132;

/** An RTP packet (RFC 3550, section 5.1). */
export function rtpPacket(ssrc: number, sequence: number): Buffer {
  const packet = Buffer.alloc(PACKET_BYTES);
  packet.writeUInt16BE(0x806f, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * 960) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}
