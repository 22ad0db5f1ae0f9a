import type { LoadReport } from '../../bench/programs.ts';

/** What windows of load say together. */
export class Delays {
  sent = 0;
  delivered = 0;
  lost = 0;
  seconds = 0;
  /** For how long the load generator itself did not run, in ms. */
  stalledMs = 0;
  #over5Ms = 0;
  readonly #p99s: number[] = [];
  readonly #withLoadP99s: number[] = [];

  add(report: LoadReport): void {
    this.sent += report.sent;
    this.delivered += report.delivered;
    this.lost += report.lost;
    this.seconds += report.seconds;
    this.stalledMs += report.stalled_ms;
    this.#over5Ms += report.relay_over_5_ms;
    this.#p99s.push(report.relay_p99_us / 1e3);
    this.#withLoadP99s.push(report.p99_us / 1e3);
  }

  /** The part that took over 5 ms: a hundredth of it is the same as a p99 of 5 ms. */
  get over5Ms(): number {
    return this.#over5Ms / this.delivered;
  }

  get loss(): number {
    return this.lost / (this.delivered + this.lost);
  }

  /** That of the window in the middle, in ms: what other programs do to a few does not count. */
  get medianP99Ms(): number {
    return medianOf(this.#p99s);
  }

  /** The same from when a packet was due to when it was read: what the load was late is in it. */
  get withLoadP99Ms(): number {
    return medianOf(this.#withLoadP99s);
  }

  get worstP99Ms(): number {
    return Math.max(...this.#p99s);
  }
}

function medianOf(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
}
