import type { Socket } from 'node:dgram';
import { udp } from './udp.ts';

/** What a way does to its packets: shares of all, 0 to 1. */
export type Faults = {
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
  /** Whether it clears the marker, too. */
  readonly unmarks?: boolean;
};

/** Packets overtake one that is late by so many places at most. */
const MOST_LATE = 4;

/** A way to the relay that loses packets, doubles them and lets them overtake each other. */
export class LossyWay {
  /** Sequence numbers of the RTP that was let through, in its order. */
  readonly passed: number[] = [];
  /** All that was let through, RTCP included. */
  packets = 0;
  readonly #socket: Socket;
  readonly #relayPort: number;
  readonly #faults: Faults;
  readonly #random: () => number;
  #held: { packet: Buffer; places: number }[] = [];

  /** @param seed of the faults: the same packets have the same fate */
  static async open(relayPort: number, faults: Faults, seed: number): Promise<LossyWay> {
    return new LossyWay(await udp(), relayPort, faults, seed);
  }

  private constructor(socket: Socket, relayPort: number, faults: Faults, seed: number) {
    this.#socket = socket;
    this.#relayPort = relayPort;
    this.#faults = faults;
    this.#random = seeded(seed);
    socket.on('message', (packet: Buffer) => this.#take(packet));
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** Lets through what is still held back. */
  flush(): void {
    for (const { packet } of this.#held) this.#pass(packet);
    this.#held = [];
  }

  #take(packet: Buffer): void {
    if (isRtcp(packet)) {
      this.#pass(packet);
      return;
    }
    const { lost, doubled, late } = this.#faults;
    const fate = this.#random();
    const places = 1 + Math.floor(this.#random() * MOST_LATE);
    for (const held of this.#held) held.places -= 1;
    if (this.#faults.unmarks) packet.writeUInt8(packet.readUInt8(1) & 0x7f, 1);
    if (fate >= lost && fate < lost + doubled) {
      this.#pass(packet);
      this.#held.push({ packet, places: places - 1 });
    } else if (fate >= lost + doubled && fate < lost + doubled + late) {
      this.#held.push({ packet, places });
    } else if (fate >= lost) {
      this.#pass(packet);
    }
    const due = this.#held.filter((held) => held.places <= 0);
    this.#held = this.#held.filter((held) => held.places > 0);
    for (const held of due) this.#pass(held.packet);
  }

  #pass(packet: Buffer): void {
    this.packets += 1;
    if (!isRtcp(packet)) this.passed.push(packet.readUInt16BE(2));
    this.#socket.send(packet, this.#relayPort, '127.0.0.1');
  }
}

/** 192 to 223 are packet types of RTCP (RFC 5761, section 4). */
function isRtcp(packet: Buffer): boolean {
  const second = packet[1] ?? 0;
  return second >= 192 && second <= 223;
}

/** A small generator of numbers from 0 to below 1: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
