import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type Server as SocketServer } from 'ws';
import { CloseCode } from '../../contract/errors.ts';
import { Limit } from '../../contract/limits.ts';
import { canonicalIp, formatAddress } from '../address.ts';
import { endOfTurn } from '../clock.ts';
import { bindError } from '../start-error.ts';
import { Connection, type ConnectionContext } from './connection.ts';
import { RadioSocket } from './radio-socket.ts';
import { Turn } from './turn.ts';

/** The path on which radios open their WebSocket. */
const GATEWAY_PATH = '/ws';

/** What a gateway is told; the rest of its connections' context it makes itself. */
export type GatewayOptions = Omit<ConnectionContext, 'turn'>;

/** Takes the radios' WebSockets and hands each to a `Connection`. */
export class Gateway {
  readonly host: string;
  readonly port: number;
  readonly #http: Server;
  readonly #sockets: SocketServer<typeof RadioSocket>;
  readonly #connections = new Set<Connection>();
  readonly #context: ConnectionContext;
  /** Called when the last connection is gone, once the gateway stops. */
  #drained: (() => void) | undefined;

  private constructor(http: Server, options: GatewayOptions) {
    const { address, port } = http.address() as AddressInfo;
    this.host = address;
    this.port = port;
    this.#http = http;
    this.#context = { ...options, turn: new Turn(endOfTurn) };
    this.#sockets = new WebSocketServer({
      // The upgrade is ours, and with it the TCP connection that frames are written to.
      noServer: true,
      path: GATEWAY_PATH,
      WebSocket: RadioSocket,
      // Frames are built once for all radios: no connection may have its own way to compress them.
      perMessageDeflate: false,
      maxPayload: Limit.FRAME_BYTES,
      clientTracking: false,
    });
    http.on('upgrade', (request, stream, head) => {
      this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#accept(socket, request));
    });
    http.on('error', (error) => options.log.error({ error }, 'gateway fault'));
  }

  /**
   * Binds the gateway's port.
   *
   * @param host address to listen on; empty for all interfaces, IPv4 and IPv6
   * @param port TCP port; 0 picks a free one
   * @throws StartError if the port cannot be had
   */
  static async start(host: string, port: number, options: GatewayOptions): Promise<Gateway> {
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
    return new Gateway(http, options);
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

  #accept(socket: RadioSocket, { socket: stream }: IncomingMessage): void {
    const { remoteAddress = '', remotePort = 0 } = stream;
    const ip = canonicalIp(remoteAddress);
    const address = formatAddress(ip, remotePort);
    const connection = new Connection({ socket, stream, ip, address }, this.#context);
    this.#connections.add(connection);
    socket.on('close', () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#drained?.();
    });
  }
}
