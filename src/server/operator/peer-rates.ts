import type { Traffic } from '../../contract/operator.ts';
import type { Quality } from '../../contract/quality.ts';

export type Rates = Pick<Quality, 'packets_in_per_s' | 'packets_out_per_s' | 'bitrate_in_bps'>;

const NO_RATES: Rates = { packets_in_per_s: 0, packets_out_per_s: 0, bitrate_in_bps: 0 };

/** A peer's counters at a moment, and the rates since the moment before. */
type Sample = Traffic & { at: number; readonly rates: Rates };

/** What comes from and goes to each peer a second, from counters that only grow. */
export class PeerRates {
  readonly #samples = new Map<number, Sample>();

  /** The rates between the last two samples; none before there are two. */
  of(ssrc: number): Rates {
    return this.#samples.get(ssrc)?.rates ?? NO_RATES;
  }

  /**
   * Takes a sample of counters that have not moved, where that is no news.
   *
   * @param now monotonic time in ms
   * @returns false where `take` has to be called: there is no sample yet, or rates fall to nothing
   */
  rest(ssrc: number, now: number): boolean {
    const sample = this.#samples.get(ssrc);
    if (sample === undefined || !isSame(sample.rates, NO_RATES)) return false;
    sample.at = now;
    return true;
  }

  /**
   * Takes a sample.
   *
   * @param now monotonic time in ms
   * @returns whether a rate is another than before
   */
  take(ssrc: number, counters: Traffic, now: number): boolean {
    const last = this.#samples.get(ssrc);
    const { packets_in, bytes_in, packets_out, bytes_out } = counters;
    const rates = last === undefined ? NO_RATES : ratesBetween(last, counters, now);
    this.#samples.set(ssrc, { packets_in, bytes_in, packets_out, bytes_out, at: now, rates });
    return !isSame(rates, last?.rates ?? NO_RATES);
  }

  forget(ssrc: number): void {
    this.#samples.delete(ssrc);
  }
}

function ratesBetween(before: Sample, counters: Traffic, now: number): Rates {
  const seconds = (now - before.at) / 1_000;
  if (seconds <= 0) return before.rates;
  // A packet that was refused is taken back, so what went out may have become less.
  const rate = (counter: keyof Traffic, unit = 1): number =>
    Math.max(0, (unit * (counters[counter] - before[counter])) / seconds);
  return {
    packets_in_per_s: rate('packets_in'),
    packets_out_per_s: rate('packets_out'),
    bitrate_in_bps: rate('bytes_in', 8),
  };
}

function isSame(a: Rates, b: Rates): boolean {
  return (
    a.packets_in_per_s === b.packets_in_per_s &&
    a.packets_out_per_s === b.packets_out_per_s &&
    a.bitrate_in_bps === b.bitrate_in_bps
  );
}
