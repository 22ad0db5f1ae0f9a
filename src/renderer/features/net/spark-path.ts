type Frame = { readonly width: number; readonly height: number; readonly max: number };

/** Room for half of the line at the bottom and at the top, in px. */
const EDGE = 1;

/** The outline of a little chart as the `d` of a path: steps, so that a short talk is still seen. */
export function sparkPath(values: readonly number[], { width, height, max }: Frame): string {
  const step = width / Math.max(1, values.length);
  const y = (value: number): number =>
    height - EDGE - (Math.min(value, max) / max) * (height - 2 * EDGE);
  const parts = values.map(
    (value, index) => `V${y(value).toFixed(1)}H${((index + 1) * step).toFixed(1)}`,
  );
  return `M0 ${(height - EDGE).toFixed(1)}${parts.join('')}`;
}
