import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv4, isIPv6 } from 'node:net';
import { canonicalIp } from '../address.ts';
import type { Clock } from '../clock.ts';
import { bindFirst } from './bind-first.ts';
import { isLinkLocal, type Ip } from './ip.ts';
import type { Endpoint, FanOut, PacketIo, Receive, Source } from './packet-io.ts';

/** Asked for as room in the kernel, each way; the system may grant less. */
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;
const SOCKET_BUFFER_LEAST_BYTES = 128 * 1024;

/** What may wait for a network that is stuck: speech that is later than this is worth nothing. */
const SEND_QUEUE_BYTES = 1024 * 1024;

/** How often it is checked that the system takes packets to an address, in ms. */
const CHECK_INTERVAL_MS = 1_000;

type Options = {
  /** Empty for all interfaces, IPv4 and IPv6. */
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Told of what should not happen; the socket goes on. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Opens the portable back end, on Node's own `dgram`.
 *
 * @throws what the system says: EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOTFOUND
 */
export async function openDgramIo(options: Options, create = createSocket): Promise<DgramIo> {
  const { host, port } = options;
  return new DgramIo(await bindFirst(host, (ip) => bind(create, ip, port)), options);
}

function bind(create: typeof createSocket, address: string, port: number): Promise<Socket> {
  const family = isIPv6(address) ? 6 : 4;
  const socket = create({
    type: family === 6 ? 'udp6' : 'udp4',
    // Only addresses get here. Without this Node asks its resolver, in a thread, for each packet.
    lookup: (name, _options, done) => done(null, name, family),
  });
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

type DgramEndpoint = Endpoint & {
  /** As the socket writes it: mapped, with its zone. */
  readonly address: string;
  readonly refused: (bytes: number) => void;
  /** From when on, monotonic in ms, the next packet is sent with a check. */
  checkAt: number;
};

/** Receives and sends one datagram at a time. */
class DgramIo implements PacketIo<DgramEndpoint> {
  readonly host: string;
  readonly port: number;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  /** When the packet in hand came in: monotonic, in ms. */
  #now = 0;

  constructor(socket: Socket, { clock, onFault }: Options) {
    const { address, port } = socket.address();
    this.host = address;
    this.port = port;
    this.#socket = socket;
    this.#clock = clock;
    this.#onFault = onFault;
    enlarge((bytes) => socket.setRecvBufferSize(bytes));
    enlarge((bytes) => socket.setSendBufferSize(bytes));
    // Receiving failed, as on Windows after an ICMP message. Refused sends do not come this way.
    socket.on('error', onFault);
  }

  receive(receive: Receive<DgramEndpoint>, before?: () => void): void {
    const source = new DgramSource();
    this.#socket.on('message', (packet, from) => {
      try {
        this.#now = this.#clock.monotonic();
        source.from = from;
        before?.();
        receive(packet, source, this.#now);
      } catch (error) {
        this.#onFault(error);
      }
    });
  }

  fanOut(): FanOut<DgramEndpoint> {
    const endpoints: DgramEndpoint[] = [];
    return {
      set: (index, endpoint) => {
        endpoints[index] = endpoint;
      },
      pop: () => {
        endpoints.pop();
      },
      send: (packet, skip) => this.#send(packet, endpoints, skip),
    };
  }

  endpoint(ip: string, port: number, refused: (bytes: number) => void): DgramEndpoint | null {
    const isMapped = isIPv6(this.host) && isIPv4(ip);
    if (isIPv6(ip) !== isIPv6(this.host) && !isMapped) return null;
    if (isLinkLocal(ip)) return null;
    const address = isMapped ? `::ffff:${ip}` : ip;
    return { ip, port, address, refused, checkAt: -Infinity };
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.close(resolve);
    });
  }

  #send(packet: Uint8Array, endpoints: readonly DgramEndpoint[], skip: number): void {
    const isStuck = this.#socket.getSendQueueSize() > SEND_QUEUE_BYTES;
    for (let i = 0; i < endpoints.length; i += 1) {
      const endpoint = endpoints[i];
      if (i === skip || endpoint === undefined) continue;
      if (isStuck) endpoint.refused(packet.length);
      else if (this.#now < endpoint.checkAt) {
        this.#socket.send(packet, endpoint.port, endpoint.address);
      } else this.#sendChecked(packet, endpoint);
    }
  }

  /**
   * A send without a callback is cheaper, but keeps the system's refusal to itself. So one packet a
   * second to each address is sent with one, and once one was refused, all until one is taken.
   */
  #sendChecked(packet: Uint8Array, endpoint: DgramEndpoint): void {
    endpoint.checkAt = this.#now + CHECK_INTERVAL_MS;
    this.#socket.send(packet, endpoint.port, endpoint.address, (error) => {
      if (error === null) return;
      endpoint.checkAt = -Infinity;
      endpoint.refused(packet.length);
    });
  }
}

/** Where the packet in hand came from; one for all packets, filled anew for each. */
class DgramSource implements Source<DgramEndpoint> {
  from: RemoteInfo = { address: '', family: 'IPv4', port: 0, size: 0 };

  get ip(): string {
    return canonicalIp(this.from.address);
  }

  get port(): number {
    return this.from.port;
  }

  is(endpoint: DgramEndpoint): boolean {
    return this.from.port === endpoint.port && this.from.address === endpoint.address;
  }

  hasIp({ text }: Ip): boolean {
    return this.ip === text;
  }

  endpoint(refused: (bytes: number) => void): DgramEndpoint {
    const { address, port } = this.from;
    return { ip: this.ip, port, address, refused, checkAt: -Infinity };
  }
}

/** Halves its demand until the system grants it; some refuse instead of granting less. */
function enlarge(set: (bytes: number) => void): void {
  for (let bytes = SOCKET_BUFFER_BYTES; bytes >= SOCKET_BUFFER_LEAST_BYTES; bytes /= 2) {
    try {
      set(bytes);
      return;
    } catch {
      // Less, then; and in the end what the system gives unasked.
    }
  }
}
