import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * A WebSocket (RFC 6455) that costs next to nothing: it counts the frames that come in, by the first
 * characters of their text, and looks at nothing else of them.
 */
export class CountingSocket {
  readonly #socket: Socket;
  readonly #onFrame: (start: string) => void;
  /** What has come in of a frame's header and of the first characters behind it. */
  #pending = Buffer.alloc(0);
  /** Bytes of the frame in hand that are still to come, and of no interest. */
  #skip = 0;

  /** @param onFrame told of each frame, with as much of its text as tells its operation */
  static open(port: number, onFrame: (start: string) => void): Promise<CountingSocket> {
    const key = randomBytes(16).toString('base64');
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    return new Promise((resolve, reject) => {
      let head = Buffer.alloc(0);
      socket.once('error', reject);
      const onData = (data: Buffer): void => {
        head = Buffer.concat([head, data]);
        const end = head.indexOf('\r\n\r\n');
        if (end === -1) return;
        socket.off('data', onData);
        if (!head.toString('latin1').startsWith('HTTP/1.1 101')) {
          reject(new Error(`no WebSocket: ${head.toString('latin1', 0, 80)}`));
          return;
        }
        const opened = new CountingSocket(socket, onFrame);
        resolve(opened);
        opened.#take(head.subarray(end + 4));
      };
      socket.on('data', onData);
    });
  }

  private constructor(socket: Socket, onFrame: (start: string) => void) {
    this.#socket = socket;
    this.#onFrame = onFrame;
    socket.on('data', (data: Buffer) => this.#take(data));
    socket.on('error', () => undefined);
  }

  /** Bytes that were made by `textFrames`. */
  write(frames: Buffer): void {
    this.#socket.write(frames);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(data: Buffer): void {
    let at = Math.min(this.#skip, data.length);
    this.#skip -= at;
    if (at === data.length) return;
    let rest = data.subarray(at);
    if (this.#pending.length > 0) {
      rest = Buffer.concat([this.#pending, rest]);
      this.#pending = Buffer.alloc(0);
    }
    at = 0;
    while (at < rest.length) {
      const frame = frameAt(rest, at);
      if (frame === null) {
        this.#pending = Buffer.from(rest.subarray(at));
        return;
      }
      this.#onFrame(rest.toString('latin1', frame.start, frame.start + TOLD));
      this.#skip = Math.max(0, frame.end - rest.length);
      at = frame.end;
    }
  }
}

/** `{"op":101,` and shorter: what of a frame's text has to be there before it is told of. */
const TOLD = 11;

/** The payload of an unmasked frame (RFC 6455, 5.2); null if too little of it is there. */
function frameAt(data: Buffer, at: number): { start: number; end: number } | null {
  const short = (data[at + 1] ?? 0) & 0x7f;
  const headerBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
  const start = at + headerBytes;
  if (data.length < start) return null;
  const length =
    short < 126
      ? short
      : short === 126
        ? data.readUInt16BE(at + 2)
        : Number(data.readBigUInt64BE(at + 2));
  return data.length < start + Math.min(TOLD, length) ? null : { start, end: start + length };
}

/** Frames of text, masked with zeros as a client may (RFC 6455, 5.3), one behind the other. */
export function textFrames(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const payload = Buffer.from(text);
      const { length } = payload;
      const header =
        length < 126 ? [0x81, 0x80 | length] : [0x81, 0xfe, length >> 8, length & 0xff];
      return [Buffer.from([...header, 0, 0, 0, 0]), payload];
    }),
  );
}
