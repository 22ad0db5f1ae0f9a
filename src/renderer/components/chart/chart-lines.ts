/** A series of a chart: a figure for each of its points, NaN where there is none. */
export type Series = {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
};

/** Where points of a chart stand, in px. */
export type Scale = { readonly x: (at: number) => number };

/** A point of a chart: when, and the figure of each series by its key; null where there is none. */
export type ChartRow = { readonly at: number } & Readonly<Record<string, number | null>>;

/** A round number at or above the highest value: an even figure and zeros, so that its parts are round too, and
 * `least` at least. */
export function niceMax(values: Iterable<number>, least: number): number {
  let highest = least;
  for (const value of values) if (value > highest) highest = value;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= highest * (1 - 1e-9)) ?? 10;
  return step * power;
}

/**
 * The points of a chart. Those that fall into the same stretch of time are one point with their
 * highest figures, as peaks are what one looks for; the stretches stand still while time goes on.
 *
 * @param times of the points, in ms since 1970, growing
 * @param apartMs least distance of two points; 0 keeps them all
 */
export function chartRows(
  times: readonly number[],
  series: readonly Series[],
  apartMs: number,
): ChartRow[] {
  const rows: Record<string, number | null>[] = [];
  let stretch = NaN;
  for (const [index, at] of times.entries()) {
    const own = apartMs > 0 ? Math.floor(at / apartMs) : index;
    const last = own === stretch ? rows.at(-1) : undefined;
    const row = last ?? { at };
    for (const { key, values } of series) {
      const value = values[index] ?? NaN;
      const before = row[key] ?? null;
      row[key] = Number.isNaN(value) ? before : Math.max(value, before ?? value);
    }
    if (last === undefined) rows.push(row);
    stretch = own;
  }
  return rows as ChartRow[];
}

/** The index of the point nearest to a time; -1 where there are none. `times` grow. */
export function nearest(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < at) low = middle;
    else high = middle;
  }
  if (high < 0) return -1;
  return at - (times[low] ?? 0) <= (times[high] ?? 0) - at ? low : high;
}
