import type { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Limit } from '../../../contract/limits.ts';
import { RadioSocket } from '../radio-socket.ts';

/** A TCP connection without a network: what is written to it is kept, chunk by chunk. */
export class FakeWire extends Duplex {
  readonly chunks: Buffer[] = [];
  /** Whether it takes what it is given; one that does not has a reader that does not read. */
  #reads = true;
  #stalled: (() => void) | undefined;

  constructor() {
    super({ allowHalfOpen: true });
  }

  override _read(): void {
    // What comes in is pushed by the test.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    if (this.#reads) done();
    else this.#stalled = done;
  }

  /** Takes no more than the next chunk. */
  stall(): void {
    this.#reads = false;
  }

  /** Takes everything again. */
  unstall(): void {
    this.#reads = true;
    this.#stalled?.();
    this.#stalled = undefined;
  }
}

/** A frame as a radio sends it: masked, with a mask of zeros (RFC 6455, section 5.3). */
export function radioFrame(opcode: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  if (bytes.length > 0xffff) throw new RangeError('longer than this helper knows');
  const short = bytes.length <= 125;
  const header = Buffer.alloc(short ? 6 : 8);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | (short ? bytes.length : 126);
  if (!short) header.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([header, bytes]);
}

/** The server's frames in some bytes; an error where they are not whole frames. */
export function serverFrames(bytes: Buffer): { opcode: number; payload: Buffer }[] {
  const frames: { opcode: number; payload: Buffer }[] = [];
  for (let at = 0; at < bytes.length;) {
    const opcode = bytes.readUInt8(at) & 0x0f;
    let length = bytes.readUInt8(at + 1);
    at += 2;
    if (length === 126) {
      length = bytes.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(at));
      at += 8;
    }
    if (at + length > bytes.length) throw new RangeError('a frame is cut off');
    frames.push({ opcode, payload: bytes.subarray(at, at + length) });
    at += length;
  }
  return frames;
}

/** Upgrades a wire as the gateway does; the HTTP answer is taken off it. */
export function upgraded(wire: FakeWire): RadioSocket {
  const sockets = new WebSocketServer({
    noServer: true,
    WebSocket: RadioSocket,
    clientTracking: false,
    maxPayload: Limit.FRAME_BYTES,
  });
  const request = {
    method: 'GET',
    url: '/ws',
    headers: {
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  } as unknown as IncomingMessage;
  let radio: RadioSocket | undefined;
  sockets.handleUpgrade(request, wire, Buffer.alloc(0), (socket) => {
    radio = socket;
  });
  if (!radio) throw new Error('the upgrade was refused');
  wire.chunks.length = 0;
  return radio;
}
