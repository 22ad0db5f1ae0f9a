import type { ChartRow } from './chart-lines.ts';

/** Where the figures of a chart stand, in px; y grows downwards. */
export type Frame = {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  /** Where nought is. */
  readonly floor: number;
};

type Point = { readonly x: string; readonly y: string };

/** Points that nothing is missing between. */
function stretches(rows: readonly ChartRow[], key: string, { x, y }: Frame): Point[][] {
  const found: Point[][] = [];
  let isOpen = false;
  for (const row of rows) {
    const value = row[key] ?? null;
    if (value !== null) {
      const point = { x: x(row.at).toFixed(1), y: y(value).toFixed(1) };
      if (isOpen) found.at(-1)?.push(point);
      else found.push([point]);
    }
    isOpen = value !== null;
  }
  return found;
}

/** A line through the figures of a series as the `d` of a path, with a gap where there is none. */
export function linePath(rows: readonly ChartRow[], key: string, frame: Frame): string {
  return stretches(rows, key, frame)
    .map((points) => {
      const [first] = points;
      const path = points.map(({ x, y }) => `${x},${y}`).join('L');
      // One without neighbours is a dot.
      return points.length === 1 ? `M${path}H${first?.x}` : `M${path}`;
    })
    .join('');
}

/** Steps, each as high as its figure until the next one: their outline, and all that is below it. */
export function stepPath(
  rows: readonly ChartRow[],
  key: string,
  frame: Frame,
): { readonly outline: string; readonly fill: string } {
  const floor = frame.floor.toFixed(1);
  let [outline, fill] = ['', ''];
  for (const [first, ...others] of stretches(rows, key, frame)) {
    if (first === undefined) continue;
    const steps = others.map(({ x, y }) => `H${x}V${y}`).join('') || `H${first.x}`;
    outline += `M${first.x} ${first.y}${steps}`;
    fill += `M${first.x} ${floor}V${first.y}${steps}V${floor}Z`;
  }
  return { outline, fill };
}
