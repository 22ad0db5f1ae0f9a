import type { PeerCounters } from '../relay/counter-reader.ts';
import type { TrafficSum } from './records.ts';

export const MINUTE_MS = 60_000;

/** Stands for all users, or all channels, together. */
export const WHOLE = '';

const NOTHING: TrafficSum = {
  packets_in: 0,
  bytes_in: 0,
  packets_out: 0,
  bytes_out: 0,
  drops: 0,
  expected: 0,
  lost: 0,
};

const FIELDS = Object.keys(NOTHING) as (keyof TrafficSum)[];

/** Whose media it is, and where; `WHOLE` for all of them. */
type Place = { readonly user: string; readonly channel: string };

/** What came together in a place. */
type TrafficOf = Place & { readonly sum: TrafficSum; readonly jitterMs: number | null };

/** The minute that a time is in, in ms since 1970. */
export function minuteOf(now: number): number {
  return Math.floor(now / MINUTE_MS) * MINUTE_MS;
}

/** What each user's media did in each channel since it was last told, from counters that grow. */
export class TrafficMinutes {
  readonly #seen = new Map<number, TrafficSum>();
  readonly #sums = new Sums();
  readonly #jitters = new Map<number, number>();
  #dropsInAll = 0;

  /** Takes in a peer's counters as they stand now. */
  look(ssrc: number, { user, channel }: Place, counters: PeerCounters): void {
    const now = sumOf(counters);
    const before = this.#seen.get(ssrc) ?? NOTHING;
    this.#seen.set(ssrc, now);
    const jitterMs = this.#jitters.get(ssrc) ?? null;
    this.#jitters.delete(ssrc);
    const grown = combine(now, before, -1);
    if (FIELDS.every((field) => grown[field] <= 0)) return;
    this.#sums.add({ user, channel }, grown, jitterMs);
  }

  /** Notes the jitter of a peer whose packets are coming in; the worst of them is kept. */
  jitter(ssrc: number, ms: number): void {
    this.#jitters.set(ssrc, Math.max(ms, this.#jitters.get(ssrc) ?? 0));
  }

  /** The last look at a peer; its SSRC may be another's from now on. */
  lastLook(ssrc: number, place: Place, counters: PeerCounters | null): void {
    if (counters) this.look(ssrc, place, counters);
    this.#seen.delete(ssrc);
    this.#jitters.delete(ssrc);
  }

  /**
   * What has come together since the last call: of each user, of each channel, and of the net. The
   * net has a row of each minute, so that one without is a minute in which it was not there.
   *
   * @param dropsInAll of the relay since its start; there are some that no peer is to blame for
   */
  take(dropsInAll: number): TrafficOf[] {
    const own = this.#sums.take();
    const drops = dropsInAll - this.#dropsInAll;
    this.#dropsInAll = dropsInAll;
    const net = new Sums();
    net.add({ user: WHOLE, channel: WHOLE }, NOTHING, null);
    for (const { channel, sum, jitterMs } of own) {
      this.#sums.add({ user: WHOLE, channel }, sum, jitterMs);
      net.add({ user: WHOLE, channel: WHOLE }, sum, jitterMs);
    }
    const whole = net.take().map((row) => ({ ...row, sum: { ...row.sum, drops } }));
    return [...own, ...this.#sums.take(), ...whole];
  }
}

/** Sums by place. */
class Sums {
  readonly #byUser = new Map<string, Map<string, TrafficOf>>();

  add({ user, channel }: Place, more: TrafficSum, jitterMs: number | null): void {
    const places = this.#byUser.get(user) ?? new Map<string, TrafficOf>();
    this.#byUser.set(user, places);
    const before = places.get(channel);
    const sum = combine(before?.sum ?? NOTHING, more, 1);
    const jitters = [before?.jitterMs ?? null, jitterMs].filter((ms) => ms !== null);
    const worst = jitters.length === 0 ? null : Math.max(...jitters);
    places.set(channel, { user, channel, sum, jitterMs: worst });
  }

  take(): TrafficOf[] {
    const all = [...this.#byUser.values()].flatMap((places) => [...places.values()]);
    this.#byUser.clear();
    return all;
  }
}

function sumOf(counters: PeerCounters): TrafficSum {
  const { packets_in, bytes_in, packets_out, bytes_out, drops, expected, lost } = counters;
  const dropped = Object.values(drops).reduce((sum, count) => sum + count, 0);
  return { packets_in, bytes_in, packets_out, bytes_out, drops: dropped, expected, lost };
}

/** `a + sign * b`; below nothing only where a packet that was lost came after all. */
function combine(a: TrafficSum, b: TrafficSum, sign: 1 | -1): TrafficSum {
  return Object.fromEntries(
    FIELDS.map((field) => [field, a[field] + sign * b[field]]),
  ) as TrafficSum;
}
