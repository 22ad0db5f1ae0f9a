import { TRAFFIC_POINTS } from '../../contract/limits.ts';
import type { Totals, TrafficPoint } from '../../contract/operator.ts';
import type { BusyTime } from '../relay/busy-time.ts';
import { loadBetween } from '../relay/load-between.ts';

/** The relay's totals at a moment, and for how long it has had work. */
export type Sample = {
  readonly monotonicMs: number;
  readonly totals: Totals;
  readonly busy: BusyTime | null;
};

function dropped(totals: Totals): number {
  return Object.values(totals.drops).reduce((sum, count) => sum + count, 0);
}

/** The net's traffic of the last minutes, from totals that only grow. */
export class TrafficHistory {
  readonly #points: TrafficPoint[] = [];
  #last: Sample | undefined;

  /** Oldest first. */
  get points(): readonly TrafficPoint[] {
    return this.#points;
  }

  /**
   * Takes the totals as they are now.
   *
   * @param at wall-clock time in ms since 1970
   * @returns the rates since the totals taken before; nothing for the first
   */
  add(at: number, sample: Sample): TrafficPoint | undefined {
    const last = this.#last;
    this.#last = sample;
    if (!last) return undefined;
    const seconds = (sample.monotonicMs - last.monotonicMs) / 1000;
    if (seconds <= 0) return undefined;
    const rate = (now: number, before: number): number => (now - before) / seconds;
    const [a, b] = [sample.totals, last.totals];
    const point = {
      at,
      packets_in_per_s: rate(a.packets_in, b.packets_in),
      packets_out_per_s: rate(a.packets_out, b.packets_out),
      bytes_in_per_s: rate(a.bytes_in, b.bytes_in),
      bytes_out_per_s: rate(a.bytes_out, b.bytes_out),
      drops_per_s: rate(dropped(a), dropped(b)),
      relay_load: loadBetween(last.busy, sample.busy),
    };
    this.#points.push(point);
    if (this.#points.length > TRAFFIC_POINTS) this.#points.shift();
    return point;
  }
}
