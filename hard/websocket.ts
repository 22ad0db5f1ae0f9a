import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Opcodes of RFC 6455, section 5.2. */
export const Opcode = {
  CONTINUATION: 0,
  TEXT: 1,
  BINARY: 2,
  CLOSE: 8,
  PING: 9,
  PONG: 10,
} as const;

/** What a frame may be that a well-behaved radio never sends. */
export type FrameForm = {
  readonly fin?: boolean;
  /** The three reserved bits, 0 to 7. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** Length that the header tells, in the longest form, whatever the payload is. */
  readonly told?: bigint;
};

/** A frame as a client sends it (RFC 6455, section 5.2), masked with zeros unless told otherwise. */
export function clientFrame(
  opcode: number,
  payload: Uint8Array,
  { fin = true, reserved = 0, masked = true, told }: FrameForm = {},
): Buffer {
  const { length } = payload;
  const short = told !== undefined ? 127 : length < 126 ? length : length < 0x1_0000 ? 126 : 127;
  const header = Buffer.alloc((short === 127 ? 10 : short === 126 ? 4 : 2) + (masked ? 4 : 0));
  header[0] = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  header[1] = (masked ? 0x80 : 0) | short;
  if (short === 126) header.writeUInt16BE(length, 2);
  if (short === 127) header.writeBigUInt64BE(told ?? BigInt(length), 2);
  return Buffer.concat([header, payload]);
}

export const textFrame = (text: string): Buffer => clientFrame(Opcode.TEXT, Buffer.from(text));

export type Listener = {
  /** Told of each text frame. */
  text(payload: Buffer): void;
  /** Told of what a server may not send. */
  odd?(what: string): void;
};

/** How a connection ended: the code of the server's close frame, null if there came none. */
export type Ending = number | null;

/** A WebSocket from below: what is written goes out as it is, and what comes in is taken apart. */
export class RawSocket {
  readonly tcp: Socket;
  /** Resolves when the TCP connection is gone. */
  readonly ended: Promise<Ending>;
  #listener: Listener;
  #rest: Buffer = Buffer.alloc(0);
  #code: Ending = null;

  /** Connects and upgrades. */
  static async open(port: number, listener: Listener): Promise<RawSocket> {
    const tcp = connect({ port, host: '127.0.0.1', noDelay: true });
    const key = randomBytes(16).toString('base64');
    tcp.write(
      `GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    let head = Buffer.alloc(0);
    return new Promise((resolve, reject) => {
      const onData = (data: Buffer): void => {
        head = Buffer.concat([head, data]);
        const end = head.indexOf('\r\n\r\n');
        if (end === -1) return;
        tcp.removeAllListeners();
        const first = head.toString('latin1', 0, 60);
        if (!first.startsWith('HTTP/1.1 101')) {
          tcp.destroy();
          reject(new Error(`no WebSocket: ${first}`));
          return;
        }
        resolve(new RawSocket(tcp, listener, head.subarray(end + 4)));
      };
      tcp.on('data', onData);
      tcp.once('error', reject);
      tcp.once('close', () => reject(new Error('closed before the upgrade')));
    });
  }

  private constructor(tcp: Socket, listener: Listener, first: Buffer) {
    this.tcp = tcp;
    this.#listener = listener;
    this.ended = new Promise((resolve) => {
      tcp.once('close', () => resolve(this.#code));
    });
    // The server may be gone before it has read all: how it ended is told by `ended`.
    tcp.on('error', () => undefined);
    tcp.on('data', (data: Buffer) => this.#take(data));
    if (first.length > 0) queueMicrotask(() => this.#take(first));
  }

  write(frames: Uint8Array): void {
    if (this.tcp.writable) this.tcp.write(frames);
  }

  /** Says goodbye, and waits for the end. */
  close(): Promise<Ending> {
    this.write(clientFrame(Opcode.CLOSE, Buffer.from([3, 232])));
    return this.ended;
  }

  /** Ends the connection with a TCP reset. */
  reset(): Promise<Ending> {
    this.tcp.resetAndDestroy();
    return this.ended;
  }

  #take(data: Buffer): void {
    let bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    for (let frame = frameIn(bytes); frame !== null; frame = frameIn(bytes)) {
      bytes = bytes.subarray(frame.end);
      this.#handle(frame.first, frame.payload);
    }
    this.#rest = bytes;
  }

  #handle(first: number, payload: Buffer): void {
    switch (first) {
      case 0x80 | Opcode.TEXT:
        this.#listener.text(payload);
        break;
      case 0x80 | Opcode.PING:
        this.write(clientFrame(Opcode.PONG, payload));
        break;
      case 0x80 | Opcode.PONG:
        break;
      case 0x80 | Opcode.CLOSE:
        this.#code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
        this.tcp.end(clientFrame(Opcode.CLOSE, payload.subarray(0, 2)));
        break;
      default:
        this.#listener.odd?.(`a frame that begins with ${first}`);
    }
  }
}

/** The first whole frame in some bytes of a server, which masks nothing; null if there is none. */
function frameIn(bytes: Buffer): { first: number; payload: Buffer; end: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1);
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = start + length;
  return bytes.length < end
    ? null
    : { first: bytes.readUInt8(0), payload: bytes.subarray(start, end), end };
}
