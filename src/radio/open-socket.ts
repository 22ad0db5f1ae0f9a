import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import WebSocket, { type ClientOptions } from 'ws';
import type { Pin } from '../contract/pin.ts';

/** The server is not the one that was pinned: nothing was said to it. */
export class PinError extends Error {
  override readonly name = 'PinError';
  /** What the server's certificate would have to be pinned as; null where it showed none. */
  readonly got: Pin | null;

  constructor(wanted: Pin, got: Pin | null) {
    const its = got ?? 'no certificate';
    super(`not the server that was pinned: got ${its}, expected ${wanted}`);
    this.got = got;
  }
}

type Connected = (error: Error | null, socket: TLSSocket) => void;

/**
 * Opens a WebSocket. With a pin, the certificate is taken for its key alone, whatever its names, its
 * dates and who vouches for it; without one it is verified as usual.
 *
 * @throws {SyntaxError} when the URL is none of a WebSocket, or a pin has no TLS to go with
 */
export function openSocket(url: string, pin: Pin | undefined, options: ClientOptions): WebSocket {
  if (pin === undefined) return new WebSocket(url, options);
  if (!/^wss:/i.test(url)) throw new SyntaxError('a pin needs a wss: URL, as plain ws has no TLS');
  let pending: TLSSocket | undefined;
  // Given its connection once that is proved, the library cannot send even its request before.
  const createConnection = (target: ConnectionOptions, connected: Connected): undefined => {
    pending = connectPinned(target, pin, connected);
  };
  const socket = new WebSocket(url, {
    ...options,
    // Its types do not know of the callback that node:http has for this.
    createConnection: createConnection as unknown as ClientOptions['createConnection'],
  });
  // The library does not know of a connection that it was not given yet.
  socket.once('close', () => pending?.destroy());
  return socket;
}

function connectPinned(target: ConnectionOptions, pin: Pin, connected: Connected): TLSSocket {
  const { host = '' } = target;
  const socket = connect({
    ...target,
    // An IP address is no server name (RFC 6066, section 3).
    servername: isIP(host) === 0 ? host : '',
    // Nobody vouches for a certificate that is pinned: its key is compared below instead.
    rejectUnauthorized: false,
  });
  const failed = (error: Error): void => connected(error, socket);
  socket.once('error', failed);
  socket.once('secureConnect', () => {
    const got = pinOf(socket);
    if (got === null || !same(got, pin)) {
      socket.destroy(new PinError(pin, got));
      return;
    }
    socket.off('error', failed);
    connected(null, socket);
  });
  return socket;
}

/** The pin of the certificate that the server has shown, and proved by its signature to own. */
function pinOf(socket: TLSSocket): Pin | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return `sha256/${createHash('sha256').update(spki).digest('base64')}`;
}

function same(a: Pin, b: Pin): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
