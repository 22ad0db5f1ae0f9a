import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { canonicalIp, isLoopback } from '../address.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { LimitCounts } from '../limit-counts.ts';

/** Why a connection is not let in: an HTTP status and one line that says why. */
export type Refusal = { readonly status: 429 | 503; readonly reason: string };

export type DoorOptions = {
  readonly clock: Clock;
  readonly limits: LimitCounts;
  /** Connections in all. */
  readonly maxConnections: number;
  /** Connections from one IP address, loopback excepted. */
  readonly maxPerAddress: number;
  /** From the TCP connection to the WebSocket, in ms. */
  readonly handshakeTimeoutMs: number;
};

/** A TCP connection, from its first packet on. */
type Guest = {
  readonly socket: Socket;
  readonly refusal: Refusal | undefined;
  /** Ends the deadline; undefined once the WebSocket stands. */
  deadline: Cancel | undefined;
};

/**
 * Counts the connections of all listeners and cuts off those that do not become a WebSocket in
 * time. One over a limit is told so by HTTP, so it takes part in the handshake like the others; as
 * many again may be waiting to be told, and beyond that nobody is told anything.
 */
export class Door {
  readonly #options: DoorOptions;
  readonly #guests = new Map<string, Guest>();
  readonly #byIp = new Map<string, number>();

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** Connections at present, those that are being refused among them. */
  get size(): number {
    return this.#guests.size;
  }

  /** A TCP connection has come in. */
  enter(socket: Socket): void {
    const { clock, limits, handshakeTimeoutMs } = this.#options;
    const ip = canonicalIp(socket.remoteAddress ?? '');
    const key = keyOf(socket);
    const fromIp = this.#byIp.get(ip) ?? 0;
    const refusal = this.#refusal(ip, fromIp);
    // A connection that was reset before it was taken has no address any more.
    if (ip === '' || (refusal && this.#isCrowded(ip, fromIp))) {
      socket.destroy();
      return;
    }
    const guest: Guest = { socket, refusal, deadline: undefined };
    guest.deadline = clock.after(handshakeTimeoutMs, () => {
      guest.deadline = undefined;
      limits.hit('handshake_timeout');
      socket.destroy();
    });
    this.#guests.set(key, guest);
    this.#byIp.set(ip, fromIp + 1);
    socket.once('close', () => {
      guest.deadline?.();
      this.#guests.delete(key);
      const left = (this.#byIp.get(ip) ?? 1) - 1;
      if (left === 0) this.#byIp.delete(ip);
      else this.#byIp.set(ip, left);
    });
  }

  /** Why a request's connection is not to be let in; undefined where it is. */
  refusalOf({ socket }: IncomingMessage): Refusal | undefined {
    return this.#guests.get(keyOf(socket))?.refusal;
  }

  /** A request's connection has become a WebSocket. */
  passed({ socket }: IncomingMessage): void {
    const guest = this.#guests.get(keyOf(socket));
    guest?.deadline?.();
    if (guest) guest.deadline = undefined;
  }

  /** Cuts off whoever has not become a WebSocket. */
  close(): void {
    for (const { socket, deadline } of this.#guests.values()) if (deadline) socket.destroy();
  }

  #refusal(ip: string, fromIp: number): Refusal | undefined {
    const { limits, maxConnections, maxPerAddress } = this.#options;
    if (this.#guests.size >= maxConnections) {
      limits.hit('connections');
      return { status: 503, reason: `the net has ${maxConnections} connections, its limit` };
    }
    if (fromIp < maxPerAddress || isLoopback(ip)) return undefined;
    limits.hit('connections_per_address');
    const reason = `there are ${maxPerAddress} connections from ${ip}, the limit for one address`;
    return { status: 429, reason };
  }

  #isCrowded(ip: string, fromIp: number): boolean {
    const { maxConnections, maxPerAddress } = this.#options;
    const isFull = this.#guests.size >= 2 * maxConnections;
    return isFull || (fromIp >= 2 * maxPerAddress && !isLoopback(ip));
  }
}

/** A TLS connection has the addresses of the TCP connection below it, and no other way to it. */
function keyOf({ remoteAddress, remotePort, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localPort}`;
}
