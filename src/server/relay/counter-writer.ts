import { DROP_REASONS, type DropReason } from '../../contract/drops.ts';
import { Limit } from '../../contract/limits.ts';
import type { LatchedBy } from '../../contract/operator.ts';
import {
  ADDRESS_BYTES,
  BYTES_IN,
  BYTES_OUT,
  DROPS,
  LAST_AUTHENTICATED_AT,
  LAST_PACKET_AT,
  LAST_RTP_AT,
  LATCHED_BY,
  LATCHED_BY_NAMES,
  NEVER,
  PACKETS_IN,
  PACKETS_OUT,
  ROW,
  RTT_MS,
  SPURTS,
  TALK_MS,
  TALK_STARTED_AT,
  UPLINK_INDEX,
  UPLINK_REPORT_INDEX,
  at,
  rowOf,
  transactionsOf,
  type CounterMemory,
} from './counter-memory.ts';
import { keptOf, type Kept } from './kept-row.ts';
import { Reception } from './reception.ts';

const DROP_INDEX = Object.fromEntries(
  DROP_REASONS.map((reason, index) => [reason, index]),
) as Record<DropReason, number>;

/** The worker's side. */
export class CounterWriter {
  readonly #memory: CounterMemory;
  readonly #figures: Float64Array;
  readonly #reception: Reception;

  constructor(memory: CounterMemory) {
    this.#memory = memory;
    this.#figures = memory.figures;
    this.#reception = new Reception(memory.figures);
  }

  /** What a relay before this one has left of a peer; null for a peer that is new to the slot. */
  kept(slot: number, generation: number): Kept | null {
    return keptOf(this.#memory, slot, generation);
  }

  /** The memory of a peer's STUN transactions. */
  transactions(slot: number): Uint32Array {
    return transactionsOf(this.#memory, slot);
  }

  /** Begins a slot anew for the peer that the main side gave it to. */
  take(slot: number, generation: number): void {
    const row = rowOf(slot);
    this.#figures.fill(0, row, row + ROW);
    this.#figures.fill(NEVER, row + LAST_PACKET_AT, row + TALK_STARTED_AT + 1);
    this.#figures[row + RTT_MS] = NEVER;
    this.#reception.take(slot);
    this.#figures[row + LAST_AUTHENTICATED_AT] = NEVER;
    this.sequenced(slot, -1, -1);
    const transactions = this.transactions(slot);
    // A page that nobody has written to costs nothing.
    if (transactions[0] !== 0) transactions[0] = 0;
    this.address(slot, '');
    Atomics.store(this.#memory.generations, slot, generation);
  }

  /** A packet was taken from a peer to be relayed; `now` is monotonic, in ms. */
  accepted(slot: number, bytes: number, now: number): void {
    const row = rowOf(slot);
    this.#add(PACKETS_IN, 1);
    this.#add(BYTES_IN, bytes);
    this.#add(row + PACKETS_IN, 1);
    this.#add(row + BYTES_IN, bytes);
    this.#figures[row + LAST_PACKET_AT] = now;
  }

  /**
   * That packet was RTP.
   *
   * @param hasSound false for a keep-alive, true where somebody talks
   */
  heard(slot: number, packet: Uint8Array, hasSound: boolean, now: number): void {
    this.#reception.heard(slot, packet, hasSound, now);
    if (hasSound) this.#spoke(slot, now);
  }

  /** RTCP told how long a packet takes to a peer and back, in ms. */
  roundTrip(slot: number, ms: number): void {
    this.#figures[rowOf(slot) + RTT_MS] = ms;
  }

  /** Packets of one length went to a peer. */
  sent(slot: number, bytes: number): void {
    const row = rowOf(slot);
    this.#add(row + PACKETS_OUT, 1);
    this.#add(row + BYTES_OUT, bytes);
  }

  /** Packets of one length went out, to whomever. */
  sentInAll(packets: number, bytesEach: number): void {
    this.#add(PACKETS_OUT, packets);
    this.#add(BYTES_OUT, packets * bytesEach);
  }

  /** Takes a packet back that was counted as sent and was refused by the system. */
  refused(slot: number | null, bytes: number): void {
    this.sentInAll(-1, bytes);
    if (slot !== null) {
      const row = rowOf(slot);
      this.#add(row + PACKETS_OUT, -1);
      this.#add(row + BYTES_OUT, -bytes);
    }
    this.dropped('send_failed', slot);
  }

  /** @param slot of the peer whose packet it was, null where nobody is known to have sent it */
  dropped(reason: DropReason, slot: number | null): void {
    const index = DROPS + DROP_INDEX[reason];
    this.#add(index, 1);
    if (slot !== null) this.#add(rowOf(slot) + index, 1);
  }

  /** A packet proved that a peer is there; `now` is monotonic, in ms. */
  authenticated(slot: number, now: number): void {
    this.#figures[rowOf(slot) + LAST_AUTHENTICATED_AT] = now;
  }

  /** The highest index that a peer's SRTP and its SRTCP have had, -1 before the first. */
  sequenced(slot: number, index: number, reportIndex: number): void {
    const row = rowOf(slot);
    this.#figures[row + UPLINK_INDEX] = index;
    this.#figures[row + UPLINK_REPORT_INDEX] = reportIndex;
  }

  latchedBy(slot: number, by: LatchedBy): void {
    this.#figures[rowOf(slot) + LATCHED_BY] = LATCHED_BY_NAMES.indexOf(by);
  }

  /** A peer's address is not known any more. */
  unlatched(slot: number): void {
    this.#figures[rowOf(slot) + LATCHED_BY] = 0;
    this.address(slot, '');
  }

  /** @param text as `formatAddress` writes it, empty for none */
  address(slot: number, text: string): void {
    const { addresses, addressWrites } = this.#memory;
    const start = ADDRESS_BYTES * slot;
    const length = Math.min(text.length, ADDRESS_BYTES - 1);
    Atomics.add(addressWrites, slot, 1);
    addresses[start] = length;
    for (let i = 0; i < length; i += 1) addresses[start + 1 + i] = text.charCodeAt(i);
    Atomics.add(addressWrites, slot, 1);
  }

  /** Somebody talks. A new spurt begins where there was silence before it. */
  #spoke(slot: number, now: number): void {
    const row = rowOf(slot);
    const silence = now - at(this.#figures, row + LAST_RTP_AT);
    if (silence >= Limit.TALK_SILENCE_MS) {
      this.#figures[row + TALK_STARTED_AT] = now;
      this.#add(row + SPURTS, 1);
    } else {
      this.#add(row + TALK_MS, silence);
    }
    this.#figures[row + LAST_RTP_AT] = now;
  }

  #add(index: number, amount: number): void {
    this.#figures[index] = at(this.#figures, index) + amount;
  }
}
