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

/** What Node tells of a connection to the system: it is null once the connection has been closed. */
type HasHandle = { readonly _handle?: { readonly fd?: number } | null };

/**
 * The descriptor of a connection that can be written to past its stream. To ask for it costs as much
 * as the rest of a write does outside of the kernel: it is asked for once.
 *
 * @returns -1 where there is none, or where TLS has to come in between
 */
export function descriptorOf(stream: Duplex): number {
  if (!(stream instanceof Socket) || stream instanceof TLSSocket) return -1;
  return (stream as HasHandle)._handle?.fd ?? -1;
}

/**
 * Writes to a radio's connection. A broadcast is one small write for each member, and half of what
 * Node's stream adds to the system call is for writes that have to wait. So a plain TCP connection
 * that has nothing waiting is written to directly; what the kernel does not take, and every fault,
 * is left to the stream, which knows what to do with both.
 *
 * @param fd the stream's own descriptor, or -1; once it has no handle any more, the number may be
 *   another's and is not used
 */
export function writeTo(stream: Duplex, bytes: Buffer, fd = -1, send?: DirectSend): void {
  const isDirect = fd >= 0 && stream.writableLength === 0 && !!(stream as HasHandle)._handle;
  const taken = isDirect && send ? Math.max(0, send(fd, bytes)) : 0;
  if (taken < bytes.length) stream.write(taken === 0 ? bytes : bytes.subarray(taken));
}
