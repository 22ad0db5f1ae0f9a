/** Bytes from hex, blanks left out. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Bytes that look like nothing and are the same each time (a linear congruential generator). */
export function noise(count: number, seed: number): Uint8Array {
  let state = seed >>> 0;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

/** An RTP packet (RFC 3550, 5.1) with noise in it. */
export function rtp(ssrc: number, sequence: number, payloadBytes = 120): Uint8Array {
  const packet = Buffer.from(noise(12 + payloadBytes, sequence + ssrc));
  packet[0] = 0x80;
  packet[1] = 111;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** A sender report (RFC 3550, 6.4.1) with noise in it. */
export function senderReport(ssrc: number, seed = 0): Uint8Array {
  const packet = Buffer.from(noise(28, seed));
  packet.writeUInt32BE(0x80c8_0006, 0);
  packet.writeUInt32BE(ssrc, 4);
  return packet;
}
