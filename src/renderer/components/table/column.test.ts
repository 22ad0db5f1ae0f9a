import { expect, it } from 'vitest';
import { compareValues } from './column.ts';

it.each([
  [
    ['radio-10', 'Radio-2'],
    ['Radio-2', 'radio-10'],
  ],
  [
    [10, 9, 100],
    [9, 10, 100],
  ],
  [
    [false, true],
    [true, false],
  ],
] as const)('%j is sorted as %j', (values, sorted) => {
  expect([...values].sort(compareValues)).toEqual(sorted);
});
