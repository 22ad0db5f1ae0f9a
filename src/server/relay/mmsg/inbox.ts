import type { Ip } from '../ip.ts';
import { formatIp } from '../ip.ts';
import type { Source } from '../packet-io.ts';
import {
  Header,
  Iovec,
  Name,
  NAME_BYTES,
  SOCKADDR_IN6_BYTES,
  SOCKADDR_IN_BYTES,
} from './layout.ts';
import type { Libc } from './libc.ts';
import { addressOf, memory, point, type Memory } from './memory.ts';
import type { MmsgEndpoint } from './mmsg-endpoint.ts';

/** Datagrams that one system call may bring. */
export const BATCH = 64;

/** Room for a datagram: more than any that is taken, so that a longer one is seen to be too long. */
export const ROOM_BYTES = 1536;

/** Where in the inbox's memory everything begins, in bytes. */
const HEADERS = 0;
const IOVECS = HEADERS + BATCH * 4 * Header.WORDS;
const NAMES = IOVECS + BATCH * 4 * Iovec.WORDS;
const DATA = NAMES + BATCH * NAME_BYTES;
const END = DATA + BATCH * ROOM_BYTES;

/** Where the system puts datagrams and the addresses they came from. */
export class Inbox implements Source<MmsgEndpoint> {
  readonly memory: Memory;
  /** Address of the headers. */
  readonly headers: number;
  /** The datagram in hand, and its place; null and -1 between batches. */
  packet: Uint8Array | null = null;
  place = -1;
  readonly #isV6: boolean;
  readonly #words: Int32Array;
  /** Index of the word where the name of the datagram in hand begins. */
  #name = 0;
  /**
   * Each place's data as a packet, by length and place. To make a typed array costs more than all
   * else that is done here with a packet, and most are as long as one that was here before.
   */
  readonly #packets: (Uint8Array[] | undefined)[];

  constructor(libc: Libc, isV6: boolean) {
    this.#isV6 = isV6;
    this.memory = memory(libc, END);
    this.headers = addressOf(this.memory, HEADERS);
    this.#words = this.memory.words;
    this.#packets = new Array<Uint8Array[] | undefined>(ROOM_BYTES + 1).fill(undefined);
    for (let place = 0; place < BATCH; place += 1) {
      const iovec = IOVECS / 4 + Iovec.WORDS * place;
      this.#point(iovec + Iovec.BASE, dataOf(place));
      this.#words[iovec + Iovec.BYTES] = ROOM_BYTES;
      const header = HEADERS / 4 + Header.WORDS * place;
      this.#point(header + Header.NAME, NAMES + NAME_BYTES * place);
      // The system writes what it used here, which is the same each time.
      this.#words[header + Header.NAME_BYTES] = isV6 ? SOCKADDR_IN6_BYTES : SOCKADDR_IN_BYTES;
      this.#point(header + Header.IOVECS, 4 * iovec);
      this.#words[header + Header.IOVEC_COUNT] = 1;
    }
  }

  /** Takes the datagram at a place in hand. */
  take(place: number): Uint8Array {
    const length = this.#words[HEADERS / 4 + Header.WORDS * place + Header.LENGTH] ?? 0;
    const packets = this.#packets[length] ?? this.#packetsOf(length);
    const packet = packets[place] ?? NO_PACKET;
    this.#name = NAMES / 4 + Name.WORDS * place;
    this.place = place;
    this.packet = packet;
    return packet;
  }

  /** Puts the last datagram of a batch down. */
  done(): void {
    this.place = -1;
    this.packet = null;
  }

  get ip(): string {
    const at = 4 * this.#name;
    const { bytes } = this.memory;
    return formatIp(
      this.#isV6
        ? bytes.subarray(at + 4 * Name.V6, at + 4 * Name.SCOPE)
        : bytes.subarray(at + 4 * Name.V4, at + 4 * Name.V4 + 4),
    );
  }

  get port(): number {
    const word = this.#word(Name.FAMILY_AND_PORT);
    return ((word >>> 8) & 0xff00) | (word >>> 24);
  }

  is(endpoint: MmsgEndpoint): boolean {
    if (this.#word(0) !== endpoint.word0 || this.#word(1) !== endpoint.word1) return false;
    if (!this.#isV6) return true;
    return (
      this.#word(5) === endpoint.word5 &&
      this.#word(2) === endpoint.word2 &&
      this.#word(3) === endpoint.word3 &&
      this.#word(4) === endpoint.word4 &&
      this.#word(6) === endpoint.word6
    );
  }

  hasIp({ words: [a, b, c, d] }: Ip): boolean {
    if (!this.#isV6) return this.#word(Name.V4) === d && c === MAPPED && b === 0 && a === 0;
    return (
      this.#word(Name.V6 + 3) === d &&
      this.#word(Name.V6 + 2) === c &&
      this.#word(Name.V6 + 1) === b &&
      this.#word(Name.V6) === a
    );
  }

  endpoint(refused: (bytes: number) => void): MmsgEndpoint {
    return {
      word0: this.#word(0),
      word1: this.#word(1),
      word2: this.#word(2),
      word3: this.#word(3),
      word4: this.#word(4),
      word5: this.#word(5),
      word6: this.#word(6),
      ip: this.ip,
      port: this.port,
      refused,
    };
  }

  #word(index: number): number {
    return this.#words[this.#name + index] ?? 0;
  }

  #point(at: number, offset: number): void {
    point(this.#words, at, this.memory, offset);
  }

  #packetsOf(length: number): Uint8Array[] {
    const packets = Array.from({ length: BATCH }, (_, place) => {
      const start = dataOf(place);
      return this.memory.bytes.subarray(start, start + length);
    });
    this.#packets[length] = packets;
    return packets;
  }
}

/** Where the data of a place begins in the inbox's memory, in bytes. */
export function dataOf(place: number): number {
  return DATA + ROOM_BYTES * place;
}

const NO_PACKET = new Uint8Array(0);

/** The third word of an IPv4 address that is mapped: 00 00 ff ff, least significant byte first. */
const MAPPED = 0xffff0000 | 0;
