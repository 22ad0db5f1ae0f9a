import { Limit } from '../../contract/limits.ts';
import {
  DUPLICATE,
  EXPECTED,
  JITTER_MS,
  LATE,
  LOST,
  MISFIT,
  NEVER,
  RECEPTION,
  RECEPTION_END,
  at,
  rowOf,
} from './counter-memory.ts';

/** A forward step of so many places is no loss but a restart (RFC 3550, A.1). */
const MAX_DROPOUT = 3_000;
/** A packet so many places behind the highest is no latecomer but a restart (RFC 3550, A.1). */
const MAX_MISORDER = 100;
/** The shortest frame of Opus, in ms (RFC 7587, section 4.2): nobody sends more often. */
const SHORTEST_FRAME_MS = 2.5;
/** How far a radio's timestamps may run ahead of what has arrived, in ms. */
const CLOCK_SLACK_MS = 2_000;
/** The clock of Opus' timestamps (RFC 7587, section 4.1). */
const TICKS_PER_MS = 48;
/** How fast jitter follows (RFC 3550, A.8). */
const JITTER_GAIN = 1 / 16;
/** The places behind the highest whose packets are remembered: more than `MAX_MISORDER`. */
const WINDOW = 128;
const CYCLE = 0x1_0000;
/** In place of a sequence number: none is awaited, or none has come yet. */
const NONE = CYCLE;

// Where in a row's `RECEPTION` what is remembered is. As doubles, from its start:
const PLACED_AT = RECEPTION;
const SOUNDED_AT = RECEPTION + 1;
// and as words of 32 bits, counted from the start of the row:
const TIMESTAMP = 2 * RECEPTION + 4;
const HIGHEST = 2 * RECEPTION + 5;
/** Places from the first to the highest of this run, as far as it matters. */
const SPAN = 2 * RECEPTION + 6;
/** The number that would confirm a restart. */
const AWAITED = 2 * RECEPTION + 7;
const HAD_MARKER = 2 * RECEPTION + 8;
const SEEN = 2 * RECEPTION + 10;

/**
 * What comes in from each peer, by its RTP headers: what was expected, lost, late and doubled
 * (RFC 3550, A.1 and A.3) and its interarrival jitter (A.8). What it has to remember besides stands
 * among the shared figures, as a talker's packet then touches one row and no other memory.
 *
 * A stranger needs no probation here, as a peer has joined with its SSRC and its address is known.
 * What does need it is a jump in the sequence: it is a restart once a second packet follows in
 * turn, and both are taken. Push-to-talk radios that begin each talk spurt anew are met half-way.
 * After a silence a packet may only be ahead by what could have been sent meanwhile, all else is a
 * jump; and one with the marker, which says that a spurt begins (RFC 3551, 4.1), is believed at once.
 */
export class Reception {
  readonly #figures: Float64Array;
  readonly #words: Uint32Array;

  /** @param figures the shared rows of `counter-memory.ts` */
  constructor(figures: Float64Array) {
    this.#figures = figures;
    this.#words = new Uint32Array(figures.buffer, figures.byteOffset, 2 * figures.length);
  }

  /** Begins a slot anew; its figures are zero. */
  take(slot: number): void {
    const row = rowOf(slot);
    this.#figures.fill(0, row + RECEPTION, row + RECEPTION_END);
    this.#figures.fill(NEVER, row + PLACED_AT, row + SOUNDED_AT + 1);
    this.#words[2 * row + HIGHEST] = NONE;
    this.#words[2 * row + AWAITED] = NONE;
  }

  /**
   * Takes in the header of an RTP packet.
   *
   * @param hasSound whether its timestamp is that of media; a keep-alive only holds its place
   * @param now monotonic time in ms
   */
  heard(slot: number, packet: Uint8Array, hasSound: boolean, now: number): void {
    const row = rowOf(slot);
    const hasMarker = (packet[1] ?? 0) >> 7;
    const gap = now - at(this.#figures, row + PLACED_AT);
    const isPlaced =
      gap < Limit.TALK_SILENCE_MS
        ? this.#place(row, uint16(packet, 2), MAX_DROPOUT, MAX_MISORDER)
        : this.#placeAfterSilence(row, packet, hasSound, now);
    if (!isPlaced) return;
    this.#figures[row + PLACED_AT] = now;
    if (hasSound) this.#sound(row, uint32(packet, 4), hasMarker, now);
  }

  /**
   * Finds the place of a packet in its sequence; false for one that has none.
   *
   * @param mostAhead steps forward from here on are jumps
   * @param mostBehind steps back from here on are jumps
   */
  #place(row: number, sequence: number, mostAhead: number, mostBehind: number): boolean {
    const words = this.#words;
    const state = 2 * row;
    const ahead = (sequence - (words[state + HIGHEST] ?? 0)) & 0xffff;
    const behind = (CYCLE - ahead) & 0xffff;
    if (ahead > 0 && ahead < mostAhead) {
      this.#advance(state, row, sequence, ahead);
      return true;
    }
    if (behind < mostBehind) {
      this.#fill(state, row, sequence, behind);
      return true;
    }
    if (sequence === words[state + AWAITED]) {
      this.#add(row + MISFIT, -1);
      this.#start(row, (sequence - 1) & 0xffff);
      this.#advance(state, row, sequence, 1);
      return true;
    }
    words[state + AWAITED] = (sequence + 1) & 0xffff;
    this.#add(row + MISFIT, 1);
    return false;
  }

  /** The same for the first packet of all, and for one after a silence. */
  #placeAfterSilence(row: number, packet: Uint8Array, hasSound: boolean, now: number): boolean {
    const state = 2 * row;
    const highest = this.#words[state + HIGHEST] ?? NONE;
    const sequence = uint16(packet, 2);
    const ahead = (sequence - highest) & 0xffff;
    const mostAhead = highest === NONE ? 0 : this.#mostAhead(row, packet, hasSound, now);
    const isMarked = (packet[1] ?? 0) >> 7 === 1;
    if (highest === NONE || (isMarked && (ahead === 0 || ahead >= mostAhead))) {
      this.#start(row, sequence);
      return true;
    }
    return this.#place(row, sequence, mostAhead, 0);
  }

  /**
   * The step forward after a silence that is a jump: more places than there was time for. A stream
   * that goes on has moved its timestamp by a frame for each place, and not beyond the present; one
   * that begins anew at random hardly ever looks like that. The next place is always believed.
   */
  #mostAhead(row: number, packet: Uint8Array, hasSound: boolean, now: number): number {
    const silence = now - at(this.#figures, row + PLACED_AT);
    const soundless = now - at(this.#figures, row + SOUNDED_AT);
    let ms = silence;
    if (hasSound && soundless !== Infinity) {
      const ticks = (uint32(packet, 4) - (this.#words[2 * row + TIMESTAMP] ?? 0)) | 0;
      const sounded = ticks / TICKS_PER_MS;
      ms = sounded > soundless + CLOCK_SLACK_MS ? 0 : sounded;
    }
    return Math.max(2, Math.min(MAX_DROPOUT, ms / SHORTEST_FRAME_MS + 1));
  }

  /** A sequence begins: the first, or another one after those before it. */
  #start(row: number, sequence: number): void {
    const words = this.#words;
    const state = 2 * row;
    words.fill(0, state + SEEN, state + SEEN + WINDOW / 32);
    words[state + HIGHEST] = sequence;
    words[state + SPAN] = 1;
    words[state + AWAITED] = NONE;
    // Nothing can be said about the way from a packet of another sequence to this one.
    this.#figures[row + SOUNDED_AT] = NEVER;
    this.#see(state, sequence);
    this.#add(row + EXPECTED, 1);
  }

  /** The highest place so far; those that were skipped are lost until their packets come. */
  #advance(state: number, row: number, sequence: number, ahead: number): void {
    const words = this.#words;
    for (let skipped = Math.min(ahead, WINDOW) - 1; skipped > 0; skipped -= 1) {
      const place = (sequence - skipped) & (WINDOW - 1);
      const word = state + SEEN + (place >> 5);
      words[word] = (words[word] ?? 0) & ~(1 << (place & 31));
    }
    this.#see(state, sequence);
    words[state + HIGHEST] = sequence;
    words[state + AWAITED] = NONE;
    words[state + SPAN] = Math.min((words[state + SPAN] ?? 0) + ahead, CYCLE);
    this.#add(row + EXPECTED, ahead);
    if (ahead > 1) this.#add(row + LOST, ahead - 1);
  }

  /** A packet for a place behind the highest. */
  #fill(state: number, row: number, sequence: number, back: number): void {
    const words = this.#words;
    const place = sequence & (WINDOW - 1);
    const span = words[state + SPAN] ?? 0;
    if (((words[state + SEEN + (place >> 5)] ?? 0) >>> (place & 31)) & 1) {
      this.#add(row + DUPLICATE, 1);
      return;
    }
    this.#see(state, sequence);
    this.#add(row + LATE, 1);
    if (back < span) {
      this.#add(row + LOST, -1);
      return;
    }
    // It was sent before the one that was heard first, so the sequence began with it or before.
    words[state + SPAN] = back + 1;
    this.#add(row + EXPECTED, back + 1 - span);
    this.#add(row + LOST, back - span);
  }

  #see(state: number, sequence: number): void {
    const place = sequence & (WINDOW - 1);
    const word = state + SEEN + (place >> 5);
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (place & 31));
  }

  /**
   * Follows how evenly packets arrive. Where a talk spurt begins, the time since the packet before
   * says nothing: radios may let their timestamps stand still while they are silent.
   */
  #sound(row: number, timestamp: number, hasMarker: number, now: number): void {
    const words = this.#words;
    const state = 2 * row;
    const gap = now - at(this.#figures, row + SOUNDED_AT);
    // Some senders set the marker on every packet; those mean nothing by it.
    const isMarked = hasMarker === 1 && words[state + HAD_MARKER] === 0;
    if (gap < Limit.TALK_SILENCE_MS && !isMarked) {
      const ticks = (timestamp - (words[state + TIMESTAMP] ?? 0)) | 0;
      const difference = Math.abs(gap - ticks / TICKS_PER_MS);
      const jitter = at(this.#figures, row + JITTER_MS);
      this.#figures[row + JITTER_MS] = jitter + (difference - jitter) * JITTER_GAIN;
    }
    this.#figures[row + SOUNDED_AT] = now;
    words[state + TIMESTAMP] = timestamp;
    words[state + HAD_MARKER] = hasMarker;
  }

  #add(index: number, amount: number): void {
    this.#figures[index] = at(this.#figures, index) + amount;
  }
}

function uint16(packet: Uint8Array, offset: number): number {
  return ((packet[offset] ?? 0) << 8) | (packet[offset + 1] ?? 0);
}

function uint32(packet: Uint8Array, offset: number): number {
  return ((uint16(packet, offset) << 16) | uint16(packet, offset + 2)) >>> 0;
}
