import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { Op } from '../../src/contract/ops.ts';

/** A frame as it came over the wire. */
export type Frame = { readonly op: number; readonly d: unknown; readonly s?: number };

/** A WebSocket that says and hears exactly what a test wants, with nothing in between. */
export class RawRadio {
  readonly socket: WebSocket;
  /** How the socket was closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #frames: Frame[] = [];
  #wake: (() => void) | undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake?.();
      });
    });
    socket.on('message', (data: Buffer) => {
      this.#frames.push(JSON.parse(data.toString()) as Frame);
      this.#wake?.();
    });
    socket.on('error', () => undefined);
  }

  /** Connects, and leaves the HELLO to be taken. */
  static async open(url: string, options: ClientOptions = {}): Promise<RawRadio> {
    const radio = new RawRadio(new WebSocket(url, { perMessageDeflate: false, ...options }));
    await once(radio.socket, 'open');
    return radio;
  }

  /** Connects and takes the HELLO. */
  static async connect(url: string, options: ClientOptions = {}): Promise<RawRadio> {
    const radio = await RawRadio.open(url, options);
    const hello = await radio.next();
    if (hello.op !== Op.HELLO) throw new Error(`expected HELLO, got ${JSON.stringify(hello)}`);
    return radio;
  }

  /** Connects and logs in. */
  static async login(url: string, user_id: string, token: string): Promise<RawRadio> {
    const radio = await RawRadio.connect(url);
    const [ready] = await radio.ask(Op.IDENTIFY, { user_id, token });
    if (ready?.op !== Op.READY) throw new Error(`expected READY, got ${JSON.stringify(ready)}`);
    return radio;
  }

  send(op: number, d: unknown): void {
    this.sendText(JSON.stringify({ op, d }));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  /** The next frame, whatever it is; an error if the socket is closed instead. */
  async next(): Promise<Frame> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame) return frame;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the socket is closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The next frame that fits; those before it are dropped. */
  async until(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const frame = await this.next();
      if (fits(frame)) return frame;
    }
  }

  /** Sends a request and gives all that came back, up to the answer of a heartbeat behind it. */
  async ask(op: number, d: unknown): Promise<Frame[]> {
    this.send(op, d);
    return this.drain();
  }

  /** Everything that the server had sent by now. */
  async drain(): Promise<Frame[]> {
    this.send(Op.HEARTBEAT, null);
    const frames: Frame[] = [];
    for (;;) {
      const frame = await this.next();
      if (frame.op === Op.HEARTBEAT_ACK) return frames;
      frames.push(frame);
    }
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
