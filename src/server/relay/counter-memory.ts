import { DROP_REASONS } from '../../contract/drops.ts';
import type { LatchedBy } from '../../contract/operator.ts';

/**
 * The relay's figures, in memory that both threads see. The worker alone writes; the main side
 * reads whenever it likes, without a message and without making the worker wait.
 *
 * Row 0 holds the totals, row `slot + 1` those of the peer in a slot. A slot's generation says
 * whose figures they are: the worker zeroes a row before it writes the generation that the main
 * side gave to the new peer, and until the two agree the peer has no figures.
 */

/** A time before all others. */
export const NEVER = -Infinity;

/** Where in a row each figure is. */
export const PACKETS_IN = 0;
export const BYTES_IN = 1;
export const PACKETS_OUT = 2;
export const BYTES_OUT = 3;
export const LAST_PACKET_AT = 4;
export const LAST_RTP_AT = 5;
export const TALK_STARTED_AT = 6;
// What comes with every packet stands together, and the rare after it. Only peers have these.
export const EXPECTED = 7;
export const JITTER_MS = 8;
export const TALK_MS = 9;
/** What `Reception` has to remember from packet to packet, of no use to anybody else. */
export const RECEPTION = 10;
export const RECEPTION_END = 17;
export const SPURTS = 17;
export const LOST = 18;
export const LATE = 19;
export const DUPLICATE = 20;
export const MISFIT = 21;
export const RTT_MS = 22;
export const LAST_AUTHENTICATED_AT = 23;
export const LATCHED_BY = 24;
/** Highest index that its SRTP and its SRTCP have had, -1 before the first: for a restart. */
export const UPLINK_INDEX = 25;
export const UPLINK_REPORT_INDEX = 26;
export const DROPS = 27;
export const ROW = DROPS + DROP_REASONS.length;

/** How an address became known, by the number that stands in its row. */
export const LATCHED_BY_NAMES: readonly (LatchedBy | null)[] = [null, 'rtp', 'stun', 'srtp'];

/** `[` + 39 characters of IPv6 + `]:65535`, and the length before it. */
export const ADDRESS_BYTES = 48;

/** The memory itself, as it is passed to the worker. */
export type CounterMemory = {
  readonly figures: Float64Array<SharedArrayBuffer>;
  readonly generations: Int32Array<SharedArrayBuffer>;
  /** Counts the writes of each address, odd while one is going on. */
  readonly addressWrites: Int32Array<SharedArrayBuffer>;
  readonly addresses: Uint8Array<SharedArrayBuffer>;
  /** What `SeenTransactions` remembers of each peer, in as many words for each. */
  readonly transactions: Uint32Array<SharedArrayBuffer>;
};

/** @param slots how many peers it has to hold */
export function counterMemory(slots: number): CounterMemory {
  return {
    figures: new Float64Array(new SharedArrayBuffer(8 * ROW * (slots + 1))),
    generations: new Int32Array(new SharedArrayBuffer(4 * slots)),
    addressWrites: new Int32Array(new SharedArrayBuffer(4 * slots)),
    addresses: new Uint8Array(new SharedArrayBuffer(ADDRESS_BYTES * slots)),
    // The system gives the pages of it once they are written to: a shift of requests is one.
    transactions: new Uint32Array(new SharedArrayBuffer(4 * transactionWords(slots) * slots)),
  };
}

/** STUN transactions remembered of one membership: at a request every 10 s, those of 11 hours. */
const REMEMBERED = { least: 128, most: 4_096 };
/** Those remembered in all, 4 bytes each, if every peer there can be is there that long. */
const REMEMBERED_IN_ALL = 16 * 1024 * 1024;

/** Words for the transactions of one peer: how many there have been, and the last ones. */
function transactionWords(slots: number): number {
  const share = Math.floor(REMEMBERED_IN_ALL / slots);
  return 1 + Math.max(REMEMBERED.least, Math.min(REMEMBERED.most, share));
}

/** The words that the transactions of the peer in a slot are remembered in. */
export function transactionsOf(
  { transactions, generations }: CounterMemory,
  slot: number,
): Uint32Array {
  const words = transactions.length / generations.length;
  return transactions.subarray(words * slot, words * (slot + 1));
}

/** Where the row of a slot begins. */
export function rowOf(slot: number): number {
  return ROW * (slot + 1);
}

export function at(figures: Float64Array, index: number): number {
  return figures[index] ?? 0;
}
