import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type Server as SocketServer } from 'ws';
import { CloseCode } from '../../contract/errors.ts';
import { Limit } from '../../contract/limits.ts';
import { canonicalIp, formatAddress } from '../address.ts';
import { endOfTurn } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import type { TlsIdentity } from '../tls/identity.ts';
import type { ConnectionContext } from './connection-context.ts';
import { Connection } from './connection.ts';
import { Door, type DoorOptions } from './door.ts';
import type { PortChange } from './kept-port.ts';
import { GATEWAY_PATH, Listener } from './listener.ts';
import { RadioSocket } from './radio-socket.ts';
import { Turn } from './turn.ts';

/** Where a gateway listens; at least one of its two ports is there. */
export type GatewayPorts = {
  /** Address to listen on; empty for all interfaces, IPv4 and IPv6. */
  readonly host: string;
  /** TCP port for plain WebSockets; 0 picks a free one, null: none. */
  readonly ws: number | null;
  /** TCP port for WebSockets over TLS, and what proves that it is this net; null: none. */
  readonly wss: { readonly port: number; readonly identity: TlsIdentity } | null;
};

/** What a gateway is told; the rest of its connections' context it makes itself. */
export type GatewayOptions = Omit<ConnectionContext, 'turn'> &
  Omit<DoorOptions, 'clock' | 'limits'> & {
    /** Bytes of one message from a radio. */
    readonly frameBytes: number;
    /** WebSocket fragments of one message. */
    readonly messageFragments: number;
  };

/** Takes the radios' WebSockets, with TLS and without, and hands each to a `Connection`. */
export class Gateway {
  /** Tells that a port takes no connections, and that it takes them again. */
  readonly portChanged = new Emitter<PortChange>();
  /** The address that it is bound to. */
  host = '';
  readonly #door: Door;
  readonly #sockets: SocketServer<typeof RadioSocket>;
  readonly #connections = new Set<Connection>();
  readonly #context: ConnectionContext;
  #ws: Listener | null = null;
  #wss: Listener | null = null;
  /** Called when the last connection is gone, once the gateway stops. */
  #drained: (() => void) | undefined;

  private constructor(options: GatewayOptions) {
    this.#context = { ...options, turn: new Turn(endOfTurn) };
    this.#door = new Door(options);
    this.#sockets = new WebSocketServer({
      // The upgrade is ours, and with it the TCP or TLS connection that frames are written to.
      noServer: true,
      path: GATEWAY_PATH,
      WebSocket: RadioSocket,
      // Frames are built once for all radios: no connection may have its own way to compress them.
      perMessageDeflate: false,
      maxPayload: options.frameBytes,
      maxFragments: options.messageFragments,
      maxBufferedChunks: Limit.FRAME_CHUNKS,
      clientTracking: false,
    });
  }

  /**
   * Binds the gateway's ports.
   *
   * @throws StartError if a port cannot be had; none is then bound
   */
  static async start(ports: GatewayPorts, options: GatewayOptions): Promise<Gateway> {
    const gateway = new Gateway(options);
    try {
      gateway.#ws = ports.ws === null ? null : await gateway.#listen(ports.host, ports.ws, null);
      gateway.#wss =
        ports.wss && (await gateway.#listen(ports.host, ports.wss.port, ports.wss.identity));
    } catch (error) {
      await gateway.stop();
      throw error;
    }
    gateway.host = (gateway.#ws ?? gateway.#wss)?.host ?? ports.host;
    return gateway;
  }

  /** The port for plain WebSockets, where there is one. */
  get port(): number | null {
    return this.#ws?.port ?? null;
  }

  /** The port for WebSockets over TLS, where there is one. */
  get wssPort(): number | null {
    return this.#wss?.port ?? null;
  }

  /** TCP connections at present. */
  get connections(): number {
    return this.#door.size;
  }

  /** Proves itself with another certificate from the next connection on; the others stay. */
  renew(identity: TlsIdentity): void {
    this.#wss?.renew(identity);
  }

  /** Says 1001 to every radio and resolves once all sockets are closed and their timers ended. */
  async stop(): Promise<void> {
    const closed = [this.#ws?.stop(), this.#wss?.stop()];
    // The server may say that it is closed before the last WebSocket says so of itself.
    const drained = new Promise<void>((resolve) => {
      this.#drained = resolve;
    });
    this.#sockets.close();
    for (const session of [...this.#context.net.users]) {
      this.#context.net.endSession(session, CloseCode.GOING_AWAY);
    }
    for (const connection of this.#connections) connection.close(CloseCode.GOING_AWAY);
    this.#door.close();
    if (this.#connections.size === 0) this.#drained?.();
    await Promise.all([...closed, drained]);
  }

  async #listen(host: string, port: number, tls: TlsIdentity | null): Promise<Listener> {
    const { clock, log } = this.#context;
    const listener = await Listener.start({
      ...{ host, port, tls, clock },
      door: this.#door,
      upgrade: (request, stream, head) => {
        this.#sockets.handleUpgrade(request, stream, head, (socket) => {
          this.#accept(socket, request, stream, tls !== null);
        });
      },
      fault: (error) => log.error({ error }, 'gateway fault'),
    });
    listener.changed.on((change) => this.portChanged.emit(change));
    return listener;
  }

  #accept(socket: RadioSocket, request: IncomingMessage, stream: Duplex, secure: boolean): void {
    this.#door.passed(request);
    const { remoteAddress = '', remotePort = 0 } = request.socket;
    const ip = canonicalIp(remoteAddress);
    const address = formatAddress(ip, remotePort);
    const connection = new Connection({ socket, stream, ip, address, secure }, this.#context);
    this.#connections.add(connection);
    socket.on('error', (error: Error & { code?: string }) => this.#countFault(error.code));
    socket.on('close', () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#drained?.();
    });
  }

  /** Counts the limits that the WebSocket library keeps: it closes with 1009 and 1008 by itself. */
  #countFault(code: string | undefined): void {
    const { limits } = this.#context;
    if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') limits.hit('frame_bytes');
    if (code === 'WS_ERR_TOO_MANY_BUFFERED_PARTS') limits.hit('message_fragments');
  }
}
