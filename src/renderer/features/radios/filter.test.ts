import { expect, it } from 'vitest';
import type { RadioView } from '../../../contract/operator.ts';
import type { RadioRow } from '../../store/radio-rows.ts';
import { countStandings, filterRows, standingOf } from './filter.ts';

const row = (state: RadioView['state'], resumable_until: number | null = null): RadioRow =>
  ({ radio: { state, resumable_until } }) as RadioRow;
const rows = [row('alive'), row('suspect'), row('suspect', 7), row('zombie'), row('alive')];

it('tells one that lost its connection apart from a suspect', () => {
  expect(rows.map(({ radio }) => standingOf(radio))).toEqual([
    'alive',
    'suspect',
    'lost',
    'zombie',
    'alive',
  ]);
  expect(countStandings(rows)).toEqual({ alive: 2, suspect: 1, lost: 1, zombie: 1 });
});

it('keeps the kinds that are wanted, all where none is', () => {
  expect(filterRows(rows, new Set())).toBe(rows);
  expect(filterRows(rows, new Set(['lost', 'zombie']))).toEqual([rows[2], rows[3]]);
});
