import { TRAFFIC_POINTS } from '../../contract/limits.ts';
import type { PeerView } from '../../contract/operator.ts';
import type { Lines } from './past-lines.ts';

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
const PLACE = {
  packets_in_per_s: 0,
  packets_out_per_s: 1,
  expected: 2,
  lost: 3,
  jitter_ms: 4,
} as const satisfies Record<(typeof FIGURES)[number], number>;

type Kept = { readonly figures: Float32Array; before: PeerView; seenAt: number };
type Group = { readonly figures: Float32Array; seenAt: number };

/** The group of all peers. */
export const ALL_PEERS = '';

/** What several peers together did over time; their loss is a share, their jitter that of the worst. */
export type PeerLines = Lines<'packetsIn' | 'packetsOut' | 'loss' | 'jitter'>;

/**
 * What each peer, each channel and the whole net did in the last five minutes, second by second, from
 * the rows that the window gets anyway. Each takes 6 kB from its first packet on, and is forgotten
 * once it has been gone for as long as is shown.
 */
export class PeerHistory {
  readonly #peers = new Map<number, Kept>();
  /** By channel id; `ALL_PEERS` for the net. They are added up as seconds come, never afterwards. */
  readonly #groups = new Map<string, Group>();
  readonly #times: number[] = [];
  #count = 0;
  #since: number | undefined;

  /** When it took its first second, in ms since 1970. */
  get since(): number | undefined {
    return this.#since;
  }

  /** How many seconds it has taken. */
  get seconds(): number {
    return this.#count;
  }

  /** Takes a second. @param at in ms since 1970 */
  record(at: number, peers: Iterable<PeerView>): void {
    const slot = this.#count % TRAFFIC_POINTS;
    const [start, end] = [slot * WIDTH, (slot + 1) * WIDTH];
    this.#times[slot] = at;
    this.#since ??= at;
    for (const { figures } of this.#peers.values()) figures.fill(NaN, start, end);
    for (const { figures } of this.#groups.values()) figures.fill(0, start, end);
    for (const peer of peers) this.#take(peer, slot);
    this.#count += 1;
    forgetGone(this.#peers, this.#count);
    forgetGone(this.#groups, this.#count);
  }

  /** Forgets everything: the net is another one. */
  clear(): void {
    this.#peers.clear();
    this.#groups.clear();
    this.#times.length = 0;
    this.#count = 0;
    this.#since = undefined;
  }

  /** What some peers did together, oldest first. */
  lines(ssrcs: readonly number[]): PeerLines {
    const kept = ssrcs.flatMap((ssrc) => this.#peers.get(ssrc)?.figures ?? []);
    return this.#lines(kept);
  }

  /** The same of all the peers of a channel, or of the net; nothing is 0 where nobody sends. */
  groupLines(group: string): PeerLines {
    return this.#lines([this.#groups.get(group)?.figures ?? SILENCE]);
  }

  /**
   * Packets a second that came in from a channel, oldest first, one figure for so many seconds. The
   * stretches stand still while time goes on; those that nothing is known of are 0.
   */
  packetsIn(group: string, seconds: number): number[] {
    const figures = this.#groups.get(group)?.figures ?? SILENCE;
    const stretches = Math.ceil(TRAFFIC_POINTS / seconds);
    const last = Math.floor(Math.max(0, this.#count - 1) / seconds);
    const sums = new Array<number>(stretches).fill(0);
    for (let nth = Math.max(0, this.#count - TRAFFIC_POINTS); nth < this.#count; nth += 1) {
      const place = Math.floor(nth / seconds) - last + stretches - 1;
      const packets = figures[(nth % TRAFFIC_POINTS) * WIDTH] ?? 0;
      if (place >= 0) sums[place] = (sums[place] ?? 0) + packets;
    }
    return sums.map((sum) => sum / seconds);
  }

  /**
   * The share of the packets of a group that never came, in its last seconds.
   *
   * @returns 0 to 1; null where none should have come
   */
  recentLoss(group: string, seconds: number): number | null {
    const figures = this.#groups.get(group)?.figures ?? SILENCE;
    let [expected, lost] = [0, 0];
    for (let nth = Math.max(0, this.#count - seconds); nth < this.#count; nth += 1) {
      const start = (nth % TRAFFIC_POINTS) * WIDTH;
      expected += figures[start + PLACE.expected] ?? 0;
      lost += figures[start + PLACE.lost] ?? 0;
    }
    // What comes late, from before these seconds, takes from what was lost in them.
    return expected > 0 ? Math.min(1, Math.max(0, lost) / expected) : null;
  }

  #lines(kept: readonly Float32Array[]): PeerLines {
    const first = Math.max(0, this.#count - TRAFFIC_POINTS);
    const slots = Array.from(
      { length: this.#count - first },
      (_, index) => (first + index) % TRAFFIC_POINTS,
    );
    const each = (slot: number, figure: (typeof FIGURES)[number]): number[] =>
      kept
        .map((figures) => figures[slot * WIDTH + PLACE[figure]] ?? NaN)
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
    for (const figure of FIGURES) kept.figures[slot * WIDTH + PLACE[figure]] = second[figure];
    kept.before = peer;
    kept.seenAt = this.#count + 1;
    this.#addTo(peer.channel_id, second, slot);
    this.#addTo(ALL_PEERS, second, slot);
  }

  #addTo(name: string, second: Second, slot: number): void {
    let group = this.#groups.get(name);
    if (group === undefined) {
      group = { figures: new Float32Array(TRAFFIC_POINTS * WIDTH), seenAt: 0 };
      this.#groups.set(name, group);
    }
    const { figures } = group;
    const start = slot * WIDTH;
    for (const figure of FIGURES) {
      const place = start + PLACE[figure];
      const before = figures[place] ?? 0;
      if (figure !== 'jitter_ms') figures[place] = before + second[figure];
      // What a silent one’s jitter was is no figure of this second.
      else if (second.expected > 0) figures[place] = Math.max(before, second.jitter_ms);
    }
    group.seenAt = this.#count + 1;
  }
}

/** A group of which nothing ever came. */
const SILENCE = new Float32Array(TRAFFIC_POINTS * WIDTH);

function forgetGone<Key>(kept: Map<Key, { readonly seenAt: number }>, count: number): void {
  for (const [key, { seenAt }] of kept) if (count - seenAt > TRAFFIC_POINTS) kept.delete(key);
}
