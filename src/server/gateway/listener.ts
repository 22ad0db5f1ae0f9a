import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { STATUS_CODES, type IncomingMessage, type RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import { bindError } from '../start-error.ts';
import { secureContext, type TlsIdentity } from '../tls/identity.ts';
import type { Clock } from '../clock.ts';
import type { Door, Refusal } from './door.ts';
import { KeptPort } from './kept-port.ts';

/** The path on which radios open their WebSocket. */
export const GATEWAY_PATH = '/ws';

export type ListenerOptions = {
  /** Address to listen on; empty for all interfaces, IPv4 and IPv6. */
  readonly host: string;
  /** TCP port; 0 picks a free one. */
  readonly port: number;
  /** What to speak TLS with; null for plain HTTP. */
  readonly tls: TlsIdentity | null;
  readonly door: Door;
  /** Takes a request for a WebSocket. */
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
  readonly fault: (error: Error) => void;
  readonly clock: Clock;
};

/** One TCP port of the gateway, with TLS or without. */
export class Listener {
  readonly host: string;
  readonly port: number;
  /** Tells that the port takes no connections, and that it takes them again. */
  readonly changed: KeptPort['changed'];
  readonly #server: Server | TlsServer;
  readonly #kept: KeptPort;

  private constructor(server: Server | TlsServer, { host, clock }: ListenerOptions) {
    const { address, port } = server.address() as AddressInfo;
    this.host = address;
    this.port = port;
    this.#server = server;
    this.#kept = new KeptPort({ server, host, port, clock });
    this.changed = this.#kept.changed;
  }

  /**
   * Binds the port.
   *
   * @throws StartError if it cannot be had
   */
  static async start(options: ListenerOptions): Promise<Listener> {
    const { host, port, tls, door, upgrade, fault } = options;
    const answer = answerWith(door);
    // The door has a deadline for all of the handshake, on the engine's clock.
    const timeouts = { headersTimeout: 0, requestTimeout: 0 };
    const server = tls
      ? createHttps({ ...timeouts, ...secureContext(tls) }, answer)
      : createHttp(timeouts, answer);
    server.on('connection', (socket: Socket) => door.enter(socket));
    server.on('upgrade', (request, stream, head) => {
      const refusal = door.refusalOf(request);
      if (refusal) turnAway(stream, refusal);
      else upgrade(request, stream, head);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        reject(bindError(tls ? 'secure gateway' : 'gateway', host, port, error));
      });
      server.listen({ port, ...(host !== '' && { host }) }, resolve);
    });
    server.on('error', fault);
    return new Listener(server, options);
  }

  /** Proves itself with another certificate from the next connection on. */
  renew(identity: TlsIdentity): void {
    if ('setSecureContext' in this.#server) {
      this.#server.setSecureContext(secureContext(identity));
    }
  }

  /** Takes no more connections; resolves once all have ended. */
  stop(): Promise<void> {
    this.#kept.stop();
    const closed = new Promise<void>((resolve) => {
      // Where the port is lost at the time there is nothing to close, which is no fault.
      this.#server.close(() => resolve());
    });
    this.#server.closeAllConnections();
    return closed;
  }
}

/** What a request is answered with that wants no WebSocket. */
function answerWith(door: Door): RequestListener {
  return (request, response) => {
    const refusal = door.refusalOf(request);
    const text = `This is a push-to-talk net. Radios connect by WebSocket to ${GATEWAY_PATH}.`;
    const headers = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
    if (refusal) response.writeHead(refusal.status, headers).end(`${refusal.reason}\n`);
    else response.writeHead(426, { ...headers, upgrade: 'websocket' }).end(`${text}\n`);
  };
}

function turnAway(stream: Duplex, { status, reason }: Refusal): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(reason) + 1}`,
    'connection: close',
  ];
  stream.on('error', () => stream.destroy());
  stream.end(`${head.join('\r\n')}\r\n\r\n${reason}\n`, () => stream.destroy());
}
