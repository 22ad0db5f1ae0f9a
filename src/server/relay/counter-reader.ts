import { DROP_REASONS, type DropReason } from '../../contract/drops.ts';
import { Limit } from '../../contract/limits.ts';
import type { LatchedBy, Totals, Traffic } from '../../contract/operator.ts';
import type { Quality } from '../../contract/quality.ts';
import {
  ADDRESS_BYTES,
  BYTES_IN,
  BYTES_OUT,
  DROPS,
  DUPLICATE,
  EXPECTED,
  JITTER_MS,
  LAST_AUTHENTICATED_AT,
  LAST_PACKET_AT,
  LAST_RTP_AT,
  LATCHED_BY,
  LATCHED_BY_NAMES,
  LATE,
  LOST,
  MISFIT,
  NEVER,
  PACKETS_IN,
  PACKETS_OUT,
  RTT_MS,
  SPURTS,
  TALK_MS,
  TALK_STARTED_AT,
  at,
  rowOf,
  type CounterMemory,
} from './counter-memory.ts';

/** What the relay itself knows of a peer's quality; rates are a matter of who looks how often. */
export type Reception = Omit<Quality, 'packets_in_per_s' | 'packets_out_per_s' | 'bitrate_in_bps'>;

/** What one peer has done. Times are monotonic, in ms, null for never. */
export type PeerCounters = Traffic &
  Reception & {
    readonly drops: Readonly<Partial<Record<DropReason, number>>>;
    /** When its last packet that was relayed came in, RTP or RTCP. */
    readonly lastPacketAt: number | null;
    /** When its present or last talk spurt began. */
    readonly talkStartedAt: number | null;
    /** Whether RTP of it was relayed within the last `Limit.TALK_SILENCE_MS`. */
    readonly talking: boolean;
    /** As `formatAddress` writes it; null until it has latched. */
    readonly address: string | null;
    /** How that address became known. */
    readonly latchedBy: LatchedBy | null;
  };

/** The main side. */
export class CounterReader {
  readonly #memory: CounterMemory;
  /** The last address that was read whole, by slot. */
  readonly #known = new Map<number, { generation: number; writes: number; text: string }>();

  constructor(memory: CounterMemory) {
    this.#memory = memory;
  }

  totals(): Totals {
    const { figures } = this.#memory;
    const drops = DROP_REASONS.map((reason, i) => [reason, at(figures, DROPS + i)]);
    return { ...traffic(figures, 0), drops: Object.fromEntries(drops) as Totals['drops'] };
  }

  /**
   * @param generation of the peer that has the slot now
   * @param now monotonic time in ms
   */
  peer(slot: number, generation: number, now: number): PeerCounters {
    const { figures, generations } = this.#memory;
    if (Atomics.load(generations, slot) !== generation) return NOTHING_YET;
    const row = rowOf(slot);
    const drops: Partial<Record<DropReason, number>> = {};
    DROP_REASONS.forEach((reason, i) => {
      const count = at(figures, row + DROPS + i);
      if (count > 0) drops[reason] = count;
    });
    return {
      ...traffic(figures, row),
      ...reception(figures, row),
      drops,
      lastPacketAt: timeOrNull(at(figures, row + LAST_PACKET_AT)),
      talkStartedAt: timeOrNull(at(figures, row + TALK_STARTED_AT)),
      talking: now - at(figures, row + LAST_RTP_AT) < Limit.TALK_SILENCE_MS,
      address: this.#address(slot, generation) || null,
      latchedBy: LATCHED_BY_NAMES[at(figures, row + LATCHED_BY)] ?? null,
    };
  }

  /** Another number once the peer begins or ends to talk, or its address changes. */
  presence(slot: number, generation: number, now: number): number {
    const { figures, generations, addressWrites } = this.#memory;
    if (Atomics.load(generations, slot) !== generation) return -1;
    const row = rowOf(slot);
    const talking = now - at(figures, row + LAST_RTP_AT) < Limit.TALK_SILENCE_MS ? 1 : 0;
    const latchedBy = at(figures, row + LATCHED_BY);
    const writes = Atomics.load(addressWrites, slot);
    return talking + 2 * (latchedBy + LATCHED_BY_NAMES.length * writes);
  }

  /** Another number once a counter of the peer has moved. */
  work(slot: number, generation: number): number {
    const { figures, generations } = this.#memory;
    if (Atomics.load(generations, slot) !== generation) return -1;
    const row = rowOf(slot);
    // Weighted, because a packet that the system refuses goes from one counter to another.
    let work = at(figures, row + PACKETS_IN) + 2 * at(figures, row + PACKETS_OUT);
    for (let i = 0; i < DROP_REASONS.length; i += 1) work += 3 * at(figures, row + DROPS + i);
    const rtt = at(figures, row + RTT_MS);
    return rtt === NEVER ? work : work + rtt;
  }

  /** When a packet last proved that the peer is there; monotonic, in ms. */
  lastAuthenticatedAt(slot: number, generation: number): number | null {
    const { figures, generations } = this.#memory;
    if (Atomics.load(generations, slot) !== generation) return null;
    return timeOrNull(at(figures, rowOf(slot) + LAST_AUTHENTICATED_AT));
  }

  #address(slot: number, generation: number): string {
    const { addresses, addressWrites } = this.#memory;
    const writes = Atomics.load(addressWrites, slot);
    let known = this.#known.get(slot);
    if (known?.generation !== generation) known = { generation, writes: -1, text: '' };
    if (known.writes === writes) return known.text;
    const start = ADDRESS_BYTES * slot;
    const end = start + 1 + (addresses[start] ?? 0);
    const text = String.fromCharCode(...addresses.subarray(start + 1, end));
    // Caught in the middle of a write: the address before will do until the next look.
    if (writes % 2 !== 0 || Atomics.load(addressWrites, slot) !== writes) return known.text;
    this.#known.set(slot, { generation, writes, text });
    return text;
  }
}

/** The figures of a peer that has none yet. */
export const NOTHING_YET: PeerCounters = {
  packets_in: 0,
  bytes_in: 0,
  packets_out: 0,
  bytes_out: 0,
  expected: 0,
  lost: 0,
  late: 0,
  duplicate: 0,
  misfit: 0,
  jitter_ms: 0,
  spurts: 0,
  spurt_ms: 0,
  talk_ms: 0,
  rtt_ms: null,
  drops: {},
  lastPacketAt: null,
  talkStartedAt: null,
  talking: false,
  address: null,
  latchedBy: null,
};

function traffic(figures: Float64Array, row: number): Traffic {
  return {
    packets_in: at(figures, row + PACKETS_IN),
    bytes_in: at(figures, row + BYTES_IN),
    packets_out: at(figures, row + PACKETS_OUT),
    bytes_out: at(figures, row + BYTES_OUT),
  };
}

function reception(figures: Float64Array, row: number): Reception {
  const spurts = at(figures, row + SPURTS);
  const spurtMs = at(figures, row + LAST_RTP_AT) - at(figures, row + TALK_STARTED_AT);
  return {
    expected: at(figures, row + EXPECTED),
    lost: at(figures, row + LOST),
    late: at(figures, row + LATE),
    duplicate: at(figures, row + DUPLICATE),
    misfit: at(figures, row + MISFIT),
    jitter_ms: at(figures, row + JITTER_MS),
    spurts,
    // A spurt that begins at this very moment may be seen half written.
    spurt_ms: spurts === 0 ? 0 : Math.max(0, spurtMs),
    talk_ms: at(figures, row + TALK_MS),
    rtt_ms: timeOrNull(at(figures, row + RTT_MS)),
  };
}

function timeOrNull(time: number): number | null {
  return time === NEVER ? null : time;
}
