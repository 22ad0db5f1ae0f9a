import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** The ways in which a handshake stalls: what is sent before nothing more is. */
const BEGINNINGS: readonly Buffer[] = [
  Buffer.alloc(0),
  // HTTP without its end.
  Buffer.from('GET /ws HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n'),
  // A TLS record of a ClientHello, cut off in its header.
  Buffer.from('1603010200010001fc0303', 'hex'),
];

/** Connections that never finish what they began. */
export type Stalled = {
  /** Resolves once the server has closed them all. */
  readonly closed: Promise<void>;
  /** How many it has closed by now. */
  count(): number;
};

/**
 * Opens connections that stall in their handshake, each at another point.
 *
 * @param ports of the gateway, without TLS and with
 */
export async function stall(
  host: string,
  ports: readonly number[],
  count: number,
): Promise<Stalled> {
  let closed = 0;
  const sockets = await Promise.all(
    Array.from({ length: count }, async (_, index): Promise<Socket> => {
      const socket = connect({ host, port: ports[index % ports.length] ?? 0 });
      socket.on('error', () => undefined);
      socket.once('close', () => (closed += 1));
      await once(socket, 'connect');
      socket.resume();
      socket.write(BEGINNINGS[Math.floor(index / ports.length) % BEGINNINGS.length] ?? '');
      return socket;
    }),
  );
  return {
    closed: Promise.all(
      sockets.map((socket) => (socket.destroyed ? undefined : once(socket, 'close'))),
    ).then(() => undefined),
    count: () => closed,
  };
}
