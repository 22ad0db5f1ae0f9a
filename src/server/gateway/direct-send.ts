import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { loadCLibrary } from '../c-library.ts';

/**
 * Hands bytes to the kernel, for one TCP connection, in one system call and nothing else.
 *
 * @param fd the connection's descriptor
 * @returns how many bytes the kernel took; -1 where it took none, for whatever reason
 */
export type DirectSend = (fd: number, bytes: Buffer) => number;

/** Takes what it can at once: it neither waits nor raises a signal where the radio is gone. */
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/**
 * Loads a direct send.
 *
 * @returns undefined where there is none: sockets are then written to as everywhere
 */
export async function loadDirectSend(load = loadCLibrary): Promise<DirectSend | undefined> {
  try {
    const { library } = await load();
    const send = library.func('send', 'long', ['int', 'void *', 'size_t', 'int']) as (
      ...args: [fd: number, bytes: Buffer, length: number, flags: number]
    ) => number;
    return (fd, bytes) => send(fd, bytes, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL);
  } catch {
    return undefined;
  }
}

/**
 * Writes to a radio's connection. A broadcast is one small write for each member, and half of what
 * Node's stream adds to the system call is for writes that have to wait. So a plain TCP connection
 * that has nothing waiting is written to directly; what the kernel does not take, and every fault,
 * is left to the stream, which knows what to do with both.
 */
export function writeTo(stream: Duplex, bytes: Buffer, send: DirectSend | undefined): void {
  const fd = send && stream.writableLength === 0 ? descriptorOf(stream) : -1;
  const taken = send && fd >= 0 ? Math.max(0, send(fd, bytes)) : 0;
  if (taken < bytes.length) stream.write(taken === 0 ? bytes : bytes.subarray(taken));
}

/**
 * Node tells the descriptor of a socket by its handle alone. It is asked for each time: a socket
 * that has been closed has no handle, and its number may be another's by then.
 *
 * @returns -1 where there is none, or where TLS has to come in between
 */
function descriptorOf(stream: Duplex): number {
  if (!(stream instanceof Socket) || stream instanceof TLSSocket) return -1;
  const { _handle: handle } = stream as { readonly _handle?: { readonly fd?: number } | null };
  return handle?.fd ?? -1;
}
