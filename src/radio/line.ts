import { Op } from '../contract/ops.ts';
import type { ServerFrame } from '../contract/wire.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Random } from './random.ts';

/** What a server says once a connection stands, but for HELLO and the answers to heartbeats. */
export type LineFrame = Exclude<
  ServerFrame,
  { op: typeof Op.HELLO } | { op: typeof Op.HEARTBEAT_ACK }
>;

export type LineOptions = Omit<ConnectionOptions, 'onFrame'> & {
  readonly random: Random;
  /** The number of the last event that was received, which heartbeats tell; null before the first. */
  readonly lastS: () => number | null;
  readonly onHello: () => void;
  readonly onFrame: (frame: LineFrame) => void;
};

/** One connection to the server, with the heartbeats that keep it and notice when it is dead. */
export class Line {
  readonly #options: LineOptions;
  readonly #connection: Connection;
  #heartbeat: Heartbeat | null = null;

  /** @throws {SyntaxError} when the URL is none of a WebSocket */
  constructor(options: LineOptions) {
    this.#options = options;
    this.#connection = new Connection({
      ...options,
      onFrame: (frame) => this.#take(frame),
      onClosed: (closing) => {
        this.#heartbeat?.stop();
        options.onClosed(closing);
      },
    });
  }

  /** The IP of the server. */
  get serverAddress(): string {
    return this.#connection.serverAddress;
  }

  send(op: number, d: unknown): void {
    this.#connection.send(op, d);
  }

  /** Ends the connection with a close frame. */
  close(): void {
    this.#connection.close();
  }

  /** Ends the connection at once. */
  drop(reason: string): void {
    this.#connection.drop(reason);
  }

  #take(frame: ServerFrame): void {
    if (frame.op === Op.HELLO) this.#hello(frame.d.heartbeat_interval);
    else if (frame.op === Op.HEARTBEAT_ACK) this.#heartbeat?.answered();
    else this.#options.onFrame(frame);
  }

  #hello(intervalMs: number): void {
    const { clock, random, lastS, onFault, onHello } = this.#options;
    if (this.#heartbeat !== null) {
      onFault('HELLO for a second time');
      return;
    }
    this.#connection.established();
    this.#heartbeat = new Heartbeat({
      ...{ clock, random, intervalMs },
      send: () => this.#connection.send(Op.HEARTBEAT, lastS()),
      lost: () => this.#connection.drop('the server does not answer heartbeats'),
    });
    onHello();
  }
}
