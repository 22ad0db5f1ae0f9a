type Frame = { readonly width: number; readonly height: number; readonly max: number };

/** Room for half of the line at the bottom and at the top, in px. */
const EDGE = 1;

/**
 * The outline of a little chart as the `d` of a path: steps, so that a short talk is still seen, and
 * nothing where there is no figure (NaN).
 */
export function sparkPath(values: readonly number[], { width, height, max }: Frame): string {
  const step = width / Math.max(1, values.length);
  const y = (value: number): number =>
    height - EDGE - (Math.min(value, max) / max) * (height - 2 * EDGE);
  const x = (place: number): string => (place * step).toFixed(1);
  const parts = values.map((value, place) => {
    if (Number.isNaN(value)) return '';
    const isFirst = Number.isNaN(values[place - 1] ?? NaN);
    const begin = isFirst ? `M${x(place)} ` : 'V';
    return `${begin}${y(value).toFixed(1)}H${x(place + 1)}`;
  });
  return parts.join('');
}
