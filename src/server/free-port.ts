import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** How many ports after the one that was asked for are tried before the system picks one. */
const NEIGHBOURS = 20;
const LAST_PORT = 65_535;

/**
 * A port that can be had now: the one that is asked for, else one close by that people can remember,
 * else any. Not port 0: what is found is to be kept.
 *
 * @param host address to listen on; empty for all interfaces
 * @param taken a port that is spoken for, although it is free now
 */
export async function freePort(
  protocol: 'tcp' | 'udp',
  host: string,
  wanted: number,
  taken?: number,
): Promise<number | undefined> {
  const tryOn = protocol === 'tcp' ? tryTcp : tryUdp;
  const last = wanted === 0 ? -1 : Math.min(wanted + NEIGHBOURS, LAST_PORT);
  for (let port = wanted; port <= last; port += 1) {
    if (port !== taken && (await tryOn(host, port)) !== undefined) return port;
  }
  return tryOn(host, 0);
}

/** Binds a port and lets go of it; nothing where the system refuses it. */
function tryTcp(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, ...(host !== '' && { host }) }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

async function tryUdp(host: string, port: number): Promise<number | undefined> {
  if (host !== '') return bindUdp(host.includes(':') ? 'udp6' : 'udp4', host, port);
  // As the relay does: one socket for both families, or IPv4 alone on a machine without IPv6.
  const anyPort = await bindUdp('udp6', '::', 0);
  return anyPort === undefined ? bindUdp('udp4', '0.0.0.0', port) : bindUdp('udp6', '::', port);
}

function bindUdp(type: 'udp4' | 'udp6', host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(type);
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind(port, host, () => {
      const { port: bound } = socket.address();
      socket.close(() => resolve(bound));
    });
  });
}
