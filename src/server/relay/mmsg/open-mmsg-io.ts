import { bindFirst } from '../bind-first.ts';
import type { Clock } from '../../clock.ts';
import { loadLibc, MSG_DONTWAIT, type Libc } from './libc.ts';
import { MmsgIo, RECEIVE_TIMEOUT_MS } from './mmsg-io.ts';
import { openUdpSocket, systemError } from './udp-socket.ts';

/** Asked for as room in the kernel, each way. */
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

export type Loaded =
  | { readonly libc: Libc }
  | {
      readonly libc: null;
      readonly reason: string;
      /** Whether the machine is one that should have it. */
      readonly isExpected: boolean;
    };

type Options = {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
  readonly descriptor: Int32Array<SharedArrayBuffer>;
};

/** Loads what the back end needs, and sees that it is allowed to use it. */
export async function loadMmsg(load = loadLibc): Promise<Loaded> {
  try {
    const libc = await load();
    tryOut(libc);
    return { libc };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { libc: null, reason, isExpected: process.platform === 'linux' };
  }
}

/**
 * Opens the back end.
 *
 * @throws what the system says: EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOTFOUND
 */
export async function openMmsgIo(libc: Libc, options: Options): Promise<MmsgIo> {
  const { host, port, clock, onFault, descriptor } = options;
  const socket = await bindFirst(host, (ip) =>
    openUdpSocket(libc, ip, {
      port,
      bufferBytes: SOCKET_BUFFER_BYTES,
      receiveTimeoutMs: RECEIVE_TIMEOUT_MS,
    }),
  );
  Atomics.store(descriptor, 0, socket.fd);
  const close = (fd: number): void => {
    if (Atomics.compareExchange(descriptor, 0, fd, -1) === fd) libc.close(fd);
  };
  return new MmsgIo(libc, socket, { clock, onFault, close });
}

/** @throws what the system says of the two calls: a sandbox may know only the older ones */
function tryOut(libc: Libc): void {
  const { fd } = openUdpSocket(libc, '127.0.0.1', {
    port: 0,
    bufferBytes: SOCKET_BUFFER_BYTES,
    receiveTimeoutMs: RECEIVE_TIMEOUT_MS,
  });
  try {
    if (libc.sendmmsg(fd, 0, 0, MSG_DONTWAIT) < 0) throw systemError(libc, 'sendmmsg');
    if (libc.recvmmsg(fd, 0, 0, MSG_DONTWAIT, 0) < 0) throw systemError(libc, 'recvmmsg');
  } finally {
    libc.close(fd);
  }
}
