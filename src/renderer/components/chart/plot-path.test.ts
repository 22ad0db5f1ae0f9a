import { expect, it } from 'vitest';
import { linePath, stepPath, type Frame } from './plot-path.ts';

const frame: Frame = { x: (at) => at, y: (value) => 100 - value, floor: 100 };
const row = (at: number, figure: number | null): { at: number; in: number | null } => ({
  at,
  in: figure,
});

it('is a line through all figures, with a gap where there is none', () => {
  const rows = [row(10, 0), row(20, 50), row(30, null), row(40, 25), row(50, 25.04)];
  expect(linePath(rows, 'in', frame)).toBe('M10.0,100.0L20.0,50.0M40.0,75.0L50.0,75.0');
  expect(linePath(rows, 'out', frame)).toBe('');
});

it('shows a figure without neighbours', () => {
  expect(linePath([row(10, null), row(20, 5)], 'in', frame)).toBe('M20.0,95.0H20.0');
});

it('is as high as its figure until the next one, and full down to nought', () => {
  const rows = [row(10, 5), row(20, 8), row(30, null), row(40, 1)];
  expect(stepPath(rows, 'in', frame)).toEqual({
    outline: 'M10.0 95.0H20.0V92.0M40.0 99.0H40.0',
    fill: 'M10.0 100.0V95.0H20.0V92.0V100.0ZM40.0 100.0V99.0H40.0V100.0Z',
  });
});
