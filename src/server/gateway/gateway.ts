import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { CloseCode } from '../../contract/errors.ts';
import { Limit } from '../../contract/limits.ts';
import { canonicalIp, formatAddress } from '../address.ts';
import { bindError } from '../start-error.ts';
import { Connection, type ConnectionContext } from './connection.ts';

/** The path on which radios open their WebSocket. */
const GATEWAY_PATH = '/ws';

/** Takes the radios' WebSockets and hands each to a `Connection`. */
export class Gateway {
  readonly host: string;
  readonly port: number;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #connections = new Set<Connection>();
  readonly #context: ConnectionContext;
  /** Called when the last connection is gone, once the gateway stops. */
  #drained: (() => void) | undefined;

  private constructor(http: Server, context: ConnectionContext) {
    const { address, port } = http.address() as AddressInfo;
    this.host = address;
    this.port = port;
    this.#http = http;
    this.#context = context;
    this.#sockets = new WebSocketServer({
      server: http,
      path: GATEWAY_PATH,
      perMessageDeflate: false,
      maxPayload: Limit.FRAME_BYTES,
    });
    this.#sockets.on('connection', (socket, request) => this.#accept(socket, request));
    this.#sockets.on('error', (error) => context.log.error({ error }, 'gateway fault'));
  }

  /**
   * Binds the gateway's port.
   *
   * @param host address to listen on; empty for all interfaces, IPv4 and IPv6
   * @param port TCP port; 0 picks a free one
   * @throws StartError if the port cannot be had
   */
  static async start(host: string, port: number, context: ConnectionContext): Promise<Gateway> {
    const http = createServer((_request, response) => {
      const text = `This is a push-to-talk net. Radios connect by WebSocket to ${GATEWAY_PATH}.\n`;
      response.writeHead(426, { 'content-type': 'text/plain', upgrade: 'websocket' }).end(text);
    });
    await new Promise<void>((resolve, reject) => {
      http.once('error', (error: NodeJS.ErrnoException) => {
        reject(bindError('gateway', host, port, error));
      });
      http.listen({ port, ...(host !== '' && { host }) }, resolve);
    });
    return new Gateway(http, context);
  }

  /** Says 1001 to every radio and resolves once all sockets are closed and their timers ended. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#http.close(() => resolve());
    });
    // The server may say that it is closed before the last WebSocket says so of itself.
    const drained = new Promise<void>((resolve) => {
      this.#drained = resolve;
    });
    this.#sockets.close();
    for (const session of [...this.#context.net.users]) {
      this.#context.net.endSession(session, CloseCode.GOING_AWAY);
    }
    for (const connection of this.#connections) connection.close(CloseCode.GOING_AWAY);
    this.#http.closeAllConnections();
    if (this.#connections.size === 0) this.#drained?.();
    await Promise.all([closed, drained]);
  }

  #accept(socket: WebSocket, request: IncomingMessage): void {
    const { remoteAddress = '', remotePort = 0 } = request.socket;
    const ip = canonicalIp(remoteAddress);
    const from = { ip, address: formatAddress(ip, remotePort) };
    const connection = new Connection(socket, from, this.#context);
    this.#connections.add(connection);
    socket.on('close', () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#drained?.();
    });
  }
}
