import type { PeerCounters } from '../relay/counter-reader.ts';
import type { TrafficSum } from './records.ts';

const MINUTE_MS = 60_000;

const NOTHING: TrafficSum = {
  packets_in: 0,
  bytes_in: 0,
  packets_out: 0,
  bytes_out: 0,
  drops: 0,
  lost: 0,
};

const FIELDS = Object.keys(NOTHING) as (keyof TrafficSum)[];

/** The minute that a time is in, in ms since 1970. */
export function minuteOf(now: number): number {
  return Math.floor(now / MINUTE_MS) * MINUTE_MS;
}

/** What each user's media did since it was last told, from counters that grow. */
export class TrafficMinutes {
  readonly #seen = new Map<number, TrafficSum>();
  readonly #sums = new Map<string, TrafficSum>();

  /** Takes in a peer's counters as they stand now. */
  look(ssrc: number, user: string, counters: PeerCounters): void {
    const now = sumOf(counters);
    const before = this.#seen.get(ssrc) ?? NOTHING;
    this.#seen.set(ssrc, now);
    const grown = combine(now, before, -1);
    if (FIELDS.every((field) => grown[field] <= 0)) return;
    this.#sums.set(user, combine(this.#sums.get(user) ?? NOTHING, grown, 1));
  }

  /** The last look at a peer; its SSRC may be another's from now on. */
  lastLook(ssrc: number, user: string, counters: PeerCounters | null): void {
    if (counters) this.look(ssrc, user, counters);
    this.#seen.delete(ssrc);
  }

  /** What has come together since the last call, by user. */
  take(): [user: string, sum: TrafficSum][] {
    const sums = [...this.#sums];
    this.#sums.clear();
    return sums;
  }
}

function sumOf({
  packets_in,
  bytes_in,
  packets_out,
  bytes_out,
  drops,
  lost,
}: PeerCounters): TrafficSum {
  const dropped = Object.values(drops).reduce((sum, count) => sum + count, 0);
  return { packets_in, bytes_in, packets_out, bytes_out, drops: dropped, lost };
}

/** `a + sign * b`; below nothing only where a packet that was lost came after all. */
function combine(a: TrafficSum, b: TrafficSum, sign: 1 | -1): TrafficSum {
  return Object.fromEntries(
    FIELDS.map((field) => [field, a[field] + sign * b[field]]),
  ) as TrafficSum;
}
