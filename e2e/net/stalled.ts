import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Ports of a gateway to stall on; both at least once. */
export type StallPorts = { readonly ws?: number | null; readonly wss?: number | null };

/** Connections that never finish what they began. */
export type Stalled = {
  /** Resolves once the server has closed them all. */
  readonly closed: Promise<void>;
  /** How many it has closed by now. */
  count(): number;
};

const HALF_REQUEST = 'GET /ws HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n';
/** The record and the beginning of a ClientHello (RFC 8446, section 4.1.2). */
const HALF_HELLO = Buffer.from('1603010200010001fc0303', 'hex');

type Opening = (host: string, port: number) => Socket;

/** Says nothing, or only the beginning of what it should. */
const tcp =
  (beginning: string | Buffer): Opening =>
  (host, port) => {
    const socket = connect({ host, port });
    if (beginning.length > 0) socket.write(beginning);
    return socket;
  };

/** Finishes TLS and stalls in HTTP. */
const tls: Opening = (host, port) => {
  const socket = connectTls({ host, port, rejectUnauthorized: false });
  socket.write(HALF_REQUEST);
  return socket;
};

const WS = [tcp(''), tcp(HALF_REQUEST)];
const WSS = [tcp(''), tcp(HALF_HELLO), tls];

/** Opens connections that stall in their handshake, each at another point of it. */
export async function stall(host: string, ports: StallPorts, count: number): Promise<Stalled> {
  const ways = [...pairs(WS, ports.ws), ...pairs(WSS, ports.wss)];
  let closed = 0;
  const ends: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const way = ways[index % ways.length];
    if (way === undefined) throw new RangeError('ports: expected one at least');
    const socket = way.open(host, way.port);
    socket.on('error', () => undefined);
    const end = new Promise<void>((resolve) => {
      socket.once('close', () => {
        closed += 1;
        resolve();
      });
    });
    ends.push(end);
    socket.resume();
    await Promise.race([once(socket, 'connect').catch(() => undefined), end]);
  }
  return { closed: Promise.all(ends).then(() => undefined), count: () => closed };
}

function pairs(
  ways: readonly Opening[],
  port: number | null | undefined,
): { open: Opening; port: number }[] {
  return port === null || port === undefined ? [] : ways.map((open) => ({ open, port }));
}
