/** First byte of a text message in one frame: FIN and opcode 1 (RFC 6455, section 5.2). */
const FIN_TEXT = 0x81;

/** Longest payload whose length fits into the second byte, and into 16 bits behind it, in bytes. */
const SHORT_BYTES = 125;
const MEDIUM_BYTES = 0xffff;

const pooled = (bytes: number): Buffer => Buffer.allocUnsafe(bytes);

/**
 * A text message as it goes over the wire: one WebSocket frame, header and payload in one piece. A
 * server does not mask its frames (RFC 6455, section 5.1), so the same bytes are good for every
 * radio; and without permessage-deflate, which the gateway never agrees to, no connection has a
 * say in how they look.
 *
 * @param allocate where its bytes come from
 */
export function textFrame(text: string, allocate = pooled): Buffer {
  const payloadBytes = Buffer.byteLength(text);
  const headerBytes = payloadBytes <= SHORT_BYTES ? 2 : payloadBytes <= MEDIUM_BYTES ? 4 : 10;
  const frame = allocate(headerBytes + payloadBytes);
  frame[0] = FIN_TEXT;
  if (headerBytes === 2) {
    frame[1] = payloadBytes;
  } else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(payloadBytes, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(payloadBytes), 2);
  }
  frame.write(text, headerBytes);
  return frame;
}
