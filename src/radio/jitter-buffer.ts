import { TICKS_PER_MS, type RtpPacket } from './rtp.ts';
import { MAX_MISORDER, SequenceOrder } from './sequence.ts';

export type JitterBufferOptions = {
  /** How long the first packet of a talk spurt is held, and any packet at most, in ms (60). */
  readonly depthMs?: number;
  /** Packets held at most; one more is dropped (256). */
  readonly maxPackets?: number;
};

/** What became of the packets of one SSRC. */
export type JitterStats = {
  /** Packets that came, all of them. */
  received: number;
  /** Places in the stream that were given up: their packet never came, or came late. */
  lost: number;
  /** Packets that came after their place was given up, or before the stream began. */
  late: number;
  /** Packets that came again. */
  duplicate: number;
  /** Packets that came after a later one and were put in their place. */
  reordered: number;
  /** Packets dropped because the buffer was full. */
  overflow: number;
  /** Packets dropped because their sequence number fits nowhere. */
  misfit: number;
};

export type Released = {
  readonly packet: RtpPacket;
  /** Places given up just before it. */
  readonly lost: number;
};

type Held = { readonly packet: RtpPacket; readonly due: number; readonly epoch: number };

/**
 * Puts the packets of one SSRC back in order and evens out their delay. It has no timer: it is
 * told the time and says when it wants to be asked next.
 *
 * Each packet is due when the quickest packet of its talk spurt would be played, `depthMs` after
 * that one came in. What is due goes out together with all before it; a place that is still
 * empty then is given up. So packets come out in order, each at most once, none held longer than
 * `depthMs`. A packet that is late for its moment while its place is still open is not dropped:
 * the delay is measured anew from it, as it is at the start of a talk spurt.
 */
export class JitterBuffer {
  readonly stats: JitterStats = {
    received: 0,
    lost: 0,
    late: 0,
    duplicate: 0,
    reordered: 0,
    overflow: 0,
    misfit: 0,
  };
  readonly #depthMs: number;
  readonly #maxPackets: number;
  readonly #order = new SequenceOrder();
  readonly #held = new Map<number, Held>();
  /** Places given up, oldest first, as far back as a packet may still come for them. */
  readonly #givenUp = new Set<number>();
  #highest = 0;
  /** The first place that was released, and the one after the last. */
  #first = 0;
  #next = 0;
  #epoch = -1;
  /** Least difference between arrival and timestamp, in ms. */
  #transit: number | null = null;
  #lastTimestamp: number | null = null;

  constructor({ depthMs = 60, maxPackets = 256 }: JitterBufferOptions = {}) {
    this.#depthMs = depthMs;
    this.#maxPackets = maxPackets;
  }

  /** When to call `release` next, in ms; null when nothing is held. */
  get due(): number | null {
    let due: number | null = null;
    for (const held of this.#held.values()) {
      if (due === null || held.due < due) due = held.due;
    }
    return due;
  }

  /**
   * Takes a packet in.
   *
   * @param now in ms, on a clock that only grows
   * @param timed whether its timestamp is that of media; a keep-alive only holds its place
   */
  push(packet: RtpPacket, now: number, timed = true): void {
    this.stats.received += 1;
    const place = this.#order.place(packet.sequence);
    if (place === null) {
      this.stats.misfit += 1;
      return;
    }
    if (place < this.#next) {
      if (this.#givenUp.delete(place) || place < this.#first) this.stats.late += 1;
      else this.stats.duplicate += 1;
    } else if (this.#held.has(place)) {
      this.stats.duplicate += 1;
    } else if (this.#held.size >= this.#maxPackets) {
      this.stats.overflow += 1;
    } else {
      if (place < this.#highest) this.stats.reordered += 1;
      this.#highest = Math.max(this.#highest, place);
      const due = timed ? this.#playoutTime(packet, now) : now + this.#depthMs;
      this.#held.set(place, { packet, due, epoch: this.#order.epoch });
    }
  }

  /** Gives out, in order, what is due. */
  release(now: number): Released[] {
    let upTo = -1;
    for (const [place, { due }] of this.#held) {
      if (due <= now && place > upTo) upTo = place;
    }
    return this.#releaseUpTo(upTo);
  }

  /** Gives out, in order, all that is held. */
  flush(): Released[] {
    return this.#releaseUpTo(Infinity);
  }

  #releaseUpTo(upTo: number): Released[] {
    const places = [...this.#held.keys()].filter((place) => place <= upTo).sort((a, b) => a - b);
    const released: Released[] = [];
    for (const place of places) {
      const held = this.#held.get(place);
      if (held === undefined) continue;
      this.#held.delete(place);
      released.push({ packet: held.packet, lost: this.#passTo(place, held.epoch) });
    }
    return released;
  }

  /** Moves past a place, giving up those that were skipped. */
  #passTo(place: number, epoch: number): number {
    let lost = 0;
    if (epoch === this.#epoch) {
      lost = place - this.#next;
      for (
        let skipped = Math.max(this.#next, place - MAX_MISORDER);
        skipped < place;
        skipped += 1
      ) {
        this.#givenUp.add(skipped);
      }
    } else {
      this.#epoch = epoch;
      this.#first = place;
    }
    this.#next = place + 1;
    this.stats.lost += lost;
    for (const old of this.#givenUp) {
      if (old >= place - MAX_MISORDER) break;
      this.#givenUp.delete(old);
    }
    return lost;
  }

  #playoutTime({ timestamp, marker }: RtpPacket, now: number): number {
    const sent = this.#unwrap(timestamp) / TICKS_PER_MS;
    const transit = now - sent;
    const known = this.#transit;
    const anew = known === null || marker || transit > known + this.#depthMs;
    this.#transit = anew ? transit : Math.min(known, transit);
    return sent + this.#transit + this.#depthMs;
  }

  /** The timestamp without its wrap, as near as can be to the one before. */
  #unwrap(timestamp: number): number {
    const last = this.#lastTimestamp ?? timestamp;
    this.#lastTimestamp = last + ((timestamp - last) | 0);
    return this.#lastTimestamp;
  }
}
