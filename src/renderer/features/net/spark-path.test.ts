import { expect, it } from 'vitest';
import { sparkPath } from './spark-path.ts';

it('is a step for each figure, from the bottom to the top of its room', () => {
  const frame = { width: 30, height: 12, max: 100 };
  expect(sparkPath([0, 100, 50], frame)).toBe('M0.0 11.0H10.0V1.0H20.0V6.0H30.0');
  expect(sparkPath([500], frame)).toBe('M0.0 1.0H30.0');
  expect(sparkPath([], frame)).toBe('');
});

it('leaves out what nothing is known of', () => {
  const frame = { width: 40, height: 12, max: 100 };
  expect(sparkPath([NaN, 100, NaN, 50], frame)).toBe('M10.0 1.0H20.0M30.0 6.0H40.0');
});
