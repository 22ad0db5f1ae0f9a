import WebSocket, { type RawData } from 'ws';
import { explain } from '../contract/explain.ts';
import { Default } from '../contract/limits.ts';
import { opName } from '../contract/ops.ts';
import type { Pin } from '../contract/pin.ts';
import { type ServerFrame, serverFrame } from '../contract/wire.ts';
import type { Cancel, Clock } from './clock.ts';
import { type Closing, errorText } from './errors.ts';
import { openSocket } from './open-socket.ts';

/** What a server may send in one frame, in bytes; the list of all channels is the longest. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;
const NORMAL_CLOSURE = 1000;
/** Stands for a connection that ended without a close frame (RFC 6455, section 7.1.5). */
const ABNORMAL_CLOSURE = 1006;

/** The operations that this version knows; others are those of a newer server and are ignored. */
const KNOWN_OPS = new Set<unknown>(serverFrame.options.map((frame) => frame.shape.op.value));

export type ConnectionOptions = {
  readonly url: string;
  readonly pin?: Pin | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly onFrame: (frame: ServerFrame) => void;
  /** Hears, in words, of a frame that breaks the protocol and was ignored. */
  readonly onFault: (fault: string) => void;
  /** Called once, when the socket is gone. */
  readonly onClosed: (closing: Closing) => void;
};

/** One WebSocket: text in, frames of the contract out. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #socket: WebSocket;
  /** Why the connection is lost, known before the socket says that it is. */
  #loss: string | null = null;
  #serverAddress = '';
  #closing = false;
  #cancelTimeout: Cancel;

  /** @throws {SyntaxError} when the URL is none of a WebSocket, or of one without TLS but a pin is given */
  constructor(options: ConnectionOptions) {
    const { url, clock, signal } = options;
    this.#options = options;
    this.#socket = openSocket(url, options.pin, {
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
    });
    this.#socket.on('upgrade', ({ socket }) => {
      this.#serverAddress = socket.remoteAddress ?? '';
    });
    this.#socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    this.#socket.on('error', (error) => {
      this.#loss ??= errorText(error);
    });
    this.#socket.on('close', (code, reason) => this.#ended(code, reason.toString()));
    this.#cancelTimeout = clock.after(CONNECT_TIMEOUT_MS, () => {
      this.drop(`no HELLO within ${CONNECT_TIMEOUT_MS / 1000} s`);
    });
    signal?.addEventListener('abort', this.close, { once: true });
    if (signal?.aborted === true) this.close();
  }

  /** The IP of the server: what the host of the URL was resolved to. */
  get serverAddress(): string {
    return this.#serverAddress;
  }

  /** The server has said HELLO, so the connection stands. */
  established(): void {
    this.#cancelTimeout();
  }

  send(op: number, d: unknown): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ op, d }));
  }

  /** Ends the connection with a close frame, and by force when that is not answered. */
  readonly close = (): void => {
    if (this.#closing) return;
    this.#closing = true;
    this.#loss ??= 'closed before it was open';
    this.#cancelTimeout();
    this.#cancelTimeout = this.#options.clock.after(Default.CLOSE_TIMEOUT_MS, () => {
      this.#socket.terminate();
    });
    this.#socket.close(NORMAL_CLOSURE);
  };

  /** Ends the connection at once, because the server is not there any more. */
  drop(reason: string): void {
    this.#loss ??= reason;
    this.#socket.terminate();
  }

  #ended(code: number, reason: string): void {
    this.#cancelTimeout();
    this.#options.signal?.removeEventListener('abort', this.close);
    const words = code === ABNORMAL_CLOSURE ? (this.#loss ?? 'connection lost') : reason;
    this.#options.onClosed({ code, reason: words });
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (isBinary) {
      this.#options.onFault('a binary frame');
      return;
    }
    let json: unknown;
    try {
      json = JSON.parse((data as Buffer).toString());
    } catch {
      this.#options.onFault('a frame that is not JSON');
      return;
    }
    const op = typeof json === 'object' && json !== null && 'op' in json ? json.op : undefined;
    if (typeof op === 'number' && !KNOWN_OPS.has(op)) return;
    const frame = serverFrame.safeParse(json);
    if (frame.success) this.#options.onFrame(frame.data);
    else {
      const name = typeof op === 'number' ? opName(op) : 'a frame without op';
      this.#options.onFault(`${name}: ${explain(frame.error, json, 'frame')}`);
    }
  }
}
