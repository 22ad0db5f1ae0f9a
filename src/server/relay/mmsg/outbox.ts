import { Header, Iovec, NAME_BYTES, SOCKADDR_IN6_BYTES, SOCKADDR_IN_BYTES } from './layout.ts';
import { BATCH, dataOf, ROOM_BYTES, type Inbox } from './inbox.ts';
import { EINTR, EMSGSIZE, MSG_DONTWAIT, type Libc } from './libc.ts';
import { addressOf, memory, point, type Memory } from './memory.ts';
import type { MmsgFanOut } from './mmsg-fan-out.ts';
import { sendWhole, type UdpSocket } from './udp-socket.ts';

/** Datagrams that one system call may send. */
export const QUEUE = 1024;

/** Packets that may wait and are none of the inbox: encrypted ones, answers. */
export const COPIES = 32;

/**
 * Datagrams that wait to be sent with one system call: those of a batch, or as many as there is
 * room for. A datagram is a header in a row of headers, and of a header only two pointers differ
 * from that of the datagram before: whom it goes to, and what.
 */
export class Outbox {
  readonly #libc: Libc;
  readonly #socket: UdpSocket;
  readonly #inbox: Inbox;
  readonly #headers: Memory;
  /** One for each place of the inbox, then one for each copy. */
  readonly #iovecs: Memory;
  readonly #copies: Memory;
  #copied = 0;
  /** Datagrams that wait. */
  #count = 0;
  /** What was posted, in order: each piece has datagrams of one packet to one channel. */
  readonly #pieces: Piece[];
  #posted = 0;

  constructor(libc: Libc, socket: UdpSocket, inbox: Inbox) {
    this.#libc = libc;
    this.#socket = socket;
    this.#inbox = inbox;
    this.#headers = memory(libc, QUEUE * 4 * Header.WORDS);
    this.#iovecs = memory(libc, (BATCH + COPIES) * 4 * Iovec.WORDS);
    this.#copies = memory(libc, COPIES * ROOM_BYTES);
    for (let i = 0; i < BATCH + COPIES; i += 1) {
      const at = Iovec.WORDS * i + Iovec.BASE;
      if (i < BATCH) point(this.#iovecs.words, at, inbox.memory, dataOf(i));
      else point(this.#iovecs.words, at, this.#copies, ROOM_BYTES * (i - BATCH));
    }
    const { words } = this.#headers;
    for (let at = 0; at < words.length; at += Header.WORDS) {
      words[at + Header.NAME_BYTES] = socket.isV6 ? SOCKADDR_IN6_BYTES : SOCKADDR_IN_BYTES;
      point(words, at + Header.IOVECS, this.#iovecs, 0);
      words[at + Header.IOVEC_COUNT] = 1;
    }
    this.#pieces = Array.from({ length: QUEUE }, () => new Piece());
  }

  /** Sends a packet to all of a channel but one, at the latest with the next `flush`. */
  post(fanOut: MmsgFanOut, packet: Uint8Array, skip: number): void {
    const iovec = packet === this.#inbox.packet ? this.#inbox.place : this.#copy(packet);
    this.#iovecs.words[Iovec.WORDS * iovec + Iovec.BYTES] = packet.length;
    const what = (this.#iovecs.low + 4 * Iovec.WORDS * iovec) | 0;
    const { words } = this.#headers;
    const { low, high } = fanOut.names;
    const { size } = fanOut;
    let index = 0;
    while (index < size) {
      if (this.#count === QUEUE || this.#posted === QUEUE) this.#send();
      const room = QUEUE - this.#count;
      const end = size - index < room ? size : index + room;
      this.#pieces[this.#posted]?.fill(fanOut, this.#count, index, skip, packet.length);
      this.#posted += 1;
      let at = Header.WORDS * this.#count;
      for (; index < end; index += 1) {
        if (index === skip) continue;
        words[at + Header.NAME] = (low + NAME_BYTES * index) | 0;
        words[at + Header.NAME + 1] = high;
        words[at + Header.IOVECS] = what;
        at += Header.WORDS;
      }
      this.#count = at / Header.WORDS;
    }
  }

  /** Sends what waits. Nothing is waited for: what the system does not take at once is refused. */
  flush(): void {
    this.#send();
    this.#copied = 0;
  }

  #send(): void {
    const count = this.#count;
    let done = 0;
    while (done < count) {
      const headers = addressOf(this.#headers, 4 * Header.WORDS * done);
      const sent = this.#libc.sendmmsg(this.#socket.fd, headers, count - done, MSG_DONTWAIT);
      if (sent > 0) {
        done += sent;
        continue;
      }
      const errno = this.#libc.errno();
      if (errno === EINTR) continue;
      // It tells of an error only where the first datagram meets it.
      if (errno !== EMSGSIZE || !this.#sendInPieces(headers)) this.#refuse(done);
      done += 1;
    }
    this.#count = 0;
    this.#posted = 0;
  }

  /** Sends a datagram that is too long for the way it has to go. @returns whether it was taken */
  #sendInPieces(header: number): boolean {
    const { fd, isWhole } = this.#socket;
    if (!isWhole) return false;
    sendWhole(this.#libc, fd, false);
    const sent = this.#libc.sendmmsg(fd, header, 1, MSG_DONTWAIT);
    sendWhole(this.#libc, fd, true);
    return sent === 1;
  }

  /** @throws RangeError if the packet is longer than any that may come in or go out */
  #copy(packet: Uint8Array): number {
    if (packet.length > ROOM_BYTES) throw new RangeError(`a packet of ${packet.length} bytes`);
    if (this.#copied === COPIES) this.flush();
    const copy = this.#copied;
    this.#copied += 1;
    this.#copies.bytes.set(packet, ROOM_BYTES * copy);
    return BATCH + copy;
  }

  #refuse(datagram: number): void {
    let last = 0;
    while (last + 1 < this.#posted && (this.#pieces[last + 1]?.first ?? 0) <= datagram) last += 1;
    this.#pieces[last]?.refused(datagram);
  }
}

/** Datagrams one behind the other with one packet to one channel. */
class Piece {
  /** Which datagram of those that wait it begins with. */
  first = 0;
  #fanOut: MmsgFanOut | null = null;
  /** Which address it begins with, and which is left out. */
  #index = 0;
  #skip = 0;
  #bytes = 0;

  fill(fanOut: MmsgFanOut, first: number, index: number, skip: number, bytes: number): void {
    this.#fanOut = fanOut;
    this.first = first;
    this.#index = index;
    this.#skip = skip;
    this.#bytes = bytes;
  }

  refused(datagram: number): void {
    const index = this.#index + datagram - this.first;
    const isBehindSkip = this.#skip >= this.#index && index >= this.#skip;
    this.#fanOut?.refused(isBehindSkip ? index + 1 : index, this.#bytes);
  }
}
