import { Header, Iovec, Name } from '../layout.ts';
import {
  EAGAIN,
  EMSGSIZE,
  IP_MTU_DISCOVER,
  IP_PMTUDISC_DO,
  IPPROTO_IP,
  type Libc,
} from '../libc.ts';

export type Datagram = { readonly port: number; readonly data: string };

const MMSGHDR_BYTES = 4 * Header.WORDS;

/**
 * A system that does what a test says. It finds memory by address, as a real one does, so that
 * whoever calls it has to have every pointer and every length right. IPv4 alone, 127.0.0.1.
 */
export class FakeLibc implements Libc {
  /** What comes in, and from which port: one list for each call that brings anything. */
  readonly incoming: Datagram[][] = [];
  /** What went out, and to which port. */
  readonly sent: Datagram[] = [];
  /** How many datagrams were asked to be sent with each call. */
  readonly calls: number[] = [];
  /** Errors that sending ends in, by port. */
  readonly refusing = new Map<number, number>();
  /** Errors that the next calls end in. */
  readonly sendErrors: number[] = [];
  readonly receiveErrors: number[] = [];
  /** Datagrams that one call sends at most. */
  most = Infinity;
  /** What is longer, in bytes, is refused unless it may be sent in pieces. */
  mtu = Infinity;
  isClosed = false;
  #isWhole = true;
  /** Where the next buffer lies. */
  next = 0x7f12_0000_1000;
  #errno = 0;
  readonly #buffers: { readonly start: number; readonly bytes: DataView }[] = [];

  address(buffer: ArrayBuffer): number {
    const start = this.next;
    this.next += buffer.byteLength + 64;
    this.#buffers.push({ start, bytes: new DataView(buffer) });
    return start;
  }

  recvmmsg(_fd: number, headers: number, count: number): number {
    const error = this.receiveErrors.shift();
    if (error !== undefined) return this.#fail(error);
    const batch = this.incoming.shift();
    if (batch === undefined) return this.#fail(EAGAIN);
    if (batch.length > count) throw new Error(`${batch.length} datagrams, room for ${count}`);
    batch.forEach(({ port, data }, i) => {
      const header = headers + MMSGHDR_BYTES * i;
      const name = this.#view(this.#pointer(header + 4 * Header.NAME), 16);
      name.setUint16(0, 2, true);
      name.setUint16(2, port);
      name.setUint32(4, 0x7f000001);
      const iovec = this.#pointer(header + 4 * Header.IOVECS);
      const room = this.#word(iovec + 4 * Iovec.BYTES);
      const bytes = Buffer.from(data, 'latin1').subarray(0, room);
      const target = this.#view(this.#pointer(iovec + 4 * Iovec.BASE), bytes.length);
      bytes.forEach((byte, at) => target.setUint8(at, byte));
      this.#view(header + 4 * Header.LENGTH, 4).setUint32(0, bytes.length, true);
    });
    return batch.length;
  }

  sendmmsg(_fd: number, headers: number, count: number): number {
    this.calls.push(count);
    const error = this.sendErrors.shift();
    if (error !== undefined) return this.#fail(error);
    for (let i = 0; i < Math.min(count, this.most); i += 1) {
      const header = headers + MMSGHDR_BYTES * i;
      if (this.#word(header + 4 * Header.NAME_BYTES) !== 16) throw new Error('length of a name');
      if (this.#word(header + 4 * Header.IOVEC_COUNT) !== 1) throw new Error('number of iovecs');
      const name = this.#view(this.#pointer(header + 4 * Header.NAME), 4 * Name.WORDS);
      const port = name.getUint16(2);
      const refusal = this.refusing.get(port);
      // An error of any but the first datagram is told by the next call alone.
      if (refusal !== undefined) return i > 0 ? i : this.#fail(refusal);
      const iovec = this.#pointer(header + 4 * Header.IOVECS);
      const length = this.#word(iovec + 4 * Iovec.BYTES);
      const view = this.#view(this.#pointer(iovec + 4 * Iovec.BASE), length);
      if (this.#isWhole && length > this.mtu) return i > 0 ? i : this.#fail(EMSGSIZE);
      const data = Buffer.from(view.buffer, view.byteOffset, length).toString('latin1');
      this.sent.push({ port, data });
    }
    return Math.min(count, this.most);
  }

  errno(): number {
    return this.#errno;
  }

  close(): number {
    this.isClosed = true;
    return 0;
  }

  /** Of all options there is but the one that says whether datagrams may be cut. */
  setsockopt(_fd: number, level: number, name: number, [value]: Uint8Array): number {
    if (level !== IPPROTO_IP || name !== IP_MTU_DISCOVER) return notHere();
    this.#isWhole = value === IP_PMTUDISC_DO;
    return 0;
  }

  socket = notHere;
  getsockopt = notHere;
  bind = notHere;
  getsockname = notHere;
  if_nametoindex = notHere;

  #fail(errno: number): number {
    this.#errno = errno;
    return -1;
  }

  #pointer(address: number): number {
    return Number(this.#view(address, 8).getBigUint64(0, true));
  }

  #word(address: number): number {
    return Number(this.#view(address, 8).getBigUint64(0, true));
  }

  /** @throws Error where nothing was ever given an address, as a system would say EFAULT */
  #view(address: number, length: number): DataView {
    for (const { start, bytes } of this.#buffers) {
      const offset = address - start;
      if (offset >= 0 && offset + length <= bytes.byteLength) {
        return new DataView(bytes.buffer, offset, length);
      }
    }
    throw new Error(`EFAULT at ${address.toString(16)}`);
  }
}

function notHere(): number {
  throw new Error('not in this system');
}
