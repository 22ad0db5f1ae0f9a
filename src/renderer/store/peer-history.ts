import { TRAFFIC_POINTS } from '../../contract/limits.ts';
import type { PeerView } from '../../contract/operator.ts';

/** Figures of one second. */
type Second = {
  readonly packets_in_per_s: number;
  readonly packets_out_per_s: number;
  /** Packets that should have come in that second, and of these the ones that did not. */
  readonly expected: number;
  readonly lost: number;
  readonly jitter_ms: number;
};

const FIGURES = ['packets_in_per_s', 'packets_out_per_s', 'expected', 'lost', 'jitter_ms'] as const;
const WIDTH = FIGURES.length;

type Kept = { readonly figures: Float32Array; before: PeerView; seenAt: number };

/** What several peers together did over time: a figure for each of `times`, NaN for none. */
export type PeerLines = {
  readonly times: readonly number[];
  readonly packetsIn: readonly number[];
  readonly packetsOut: readonly number[];
  /** Share of the packets that never came, 0 to 1. */
  readonly loss: readonly number[];
  /** That of the worst of them, in ms. */
  readonly jitter: readonly number[];
};

/**
 * What each peer did in the last five minutes, second by second, from the rows that the window gets
 * anyway. A peer takes 6 kB from its first packet on, and is forgotten once it has been gone for
 * as long as is shown.
 */
export class PeerHistory {
  readonly #peers = new Map<number, Kept>();
  readonly #times: number[] = [];
  #count = 0;

  /** Takes a second. @param at in ms since 1970 */
  record(at: number, peers: Iterable<PeerView>): void {
    const slot = this.#count % TRAFFIC_POINTS;
    this.#times[slot] = at;
    for (const kept of this.#peers.values())
      kept.figures.fill(NaN, slot * WIDTH, (slot + 1) * WIDTH);
    for (const peer of peers) this.#take(peer, slot);
    this.#count += 1;
    for (const [ssrc, { seenAt }] of this.#peers) {
      if (this.#count - seenAt > TRAFFIC_POINTS) this.#peers.delete(ssrc);
    }
  }

  /** Forgets everything: the net is another one. */
  clear(): void {
    this.#peers.clear();
    this.#times.length = 0;
    this.#count = 0;
  }

  /** What some peers did together, oldest first. */
  lines(ssrcs: readonly number[]): PeerLines {
    const kept = ssrcs.flatMap((ssrc) => this.#peers.get(ssrc) ?? []);
    const first = Math.max(0, this.#count - TRAFFIC_POINTS);
    const slots = Array.from(
      { length: this.#count - first },
      (_, index) => (first + index) % TRAFFIC_POINTS,
    );
    const each = (slot: number, figure: (typeof FIGURES)[number]): number[] =>
      kept
        .map(({ figures }) => figures[slot * WIDTH + FIGURES.indexOf(figure)] ?? NaN)
        .filter((value) => !Number.isNaN(value));
    const sum = (slot: number, figure: (typeof FIGURES)[number]): number => {
      const values = each(slot, figure);
      return values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0);
    };
    return {
      times: slots.map((slot) => this.#times[slot] ?? NaN),
      packetsIn: slots.map((slot) => sum(slot, 'packets_in_per_s')),
      packetsOut: slots.map((slot) => sum(slot, 'packets_out_per_s')),
      loss: slots.map((slot) => {
        const expected = sum(slot, 'expected');
        return expected > 0 ? Math.max(0, sum(slot, 'lost')) / expected : NaN;
      }),
      jitter: slots.map((slot) => {
        return sum(slot, 'expected') > 0 ? Math.max(...each(slot, 'jitter_ms')) : NaN;
      }),
    };
  }

  #take(peer: PeerView, slot: number): void {
    let kept = this.#peers.get(peer.ssrc);
    if (kept === undefined) {
      if (peer.packets_in === 0 && peer.packets_out === 0) return;
      const figures = new Float32Array(TRAFFIC_POINTS * WIDTH).fill(NaN);
      kept = { figures, before: peer, seenAt: 0 };
      this.#peers.set(peer.ssrc, kept);
    }
    const { quality } = peer;
    // Another peer may have got the SSRC: its figures begin anew.
    const isSame = quality.expected >= kept.before.quality.expected;
    const before = isSame ? kept.before.quality : { expected: 0, lost: 0 };
    const second: Second = {
      packets_in_per_s: quality.packets_in_per_s,
      packets_out_per_s: quality.packets_out_per_s,
      expected: quality.expected - before.expected,
      lost: quality.lost - before.lost,
      jitter_ms: quality.jitter_ms,
    };
    for (const [index, figure] of FIGURES.entries()) {
      kept.figures[slot * WIDTH + index] = second[figure];
    }
    kept.before = peer;
    kept.seenAt = this.#count + 1;
  }
}
