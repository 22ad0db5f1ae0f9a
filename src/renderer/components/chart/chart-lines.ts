/** A series of a chart: a figure for each of its points, NaN where there is none. */
export type Series = {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
};

/** Where points of a chart stand, in px. */
export type Scale = { readonly x: (at: number) => number; readonly y: (value: number) => number };

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
 * The path of a line; it breaks where there is no figure.
 *
 * @param times of the points, in ms since 1970
 */
export function linePath(
  times: readonly number[],
  values: readonly number[],
  scale: Scale,
): string {
  let path = '';
  let isBroken = true;
  for (const [index, at] of times.entries()) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) isBroken = true;
    else {
      path += `${isBroken ? 'M' : 'L'}${scale.x(at).toFixed(1)} ${scale.y(value).toFixed(1)}`;
      isBroken = false;
    }
  }
  return path;
}

/** The path of a filled area, in steps, down to nought. */
export function areaPath(
  times: readonly number[],
  values: readonly number[],
  scale: Scale,
): string {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return '';
  let path = `M${scale.x(first).toFixed(1)} ${scale.y(0).toFixed(1)}`;
  for (const [index, at] of times.entries()) {
    const value = values[index] ?? NaN;
    path += `H${scale.x(at).toFixed(1)}V${scale.y(Number.isNaN(value) ? 0 : value).toFixed(1)}`;
  }
  return `${path}V${scale.y(0).toFixed(1)}Z`;
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
