import type { RadioView } from '../../../contract/operator.ts';
import type { RadioRow } from '../../store/radio-rows.ts';

/** What a radio can be, as the list tells it: one that lost its connection is apart from suspects. */
export const STANDINGS = ['alive', 'suspect', 'lost', 'zombie'] as const;
export type Standing = (typeof STANDINGS)[number];

export function standingOf(radio: Pick<RadioView, 'state' | 'resumable_until'>): Standing {
  return radio.resumable_until === null ? radio.state : 'lost';
}

/** How many radios there are of each kind. */
export function countStandings(rows: readonly RadioRow[]): Readonly<Record<Standing, number>> {
  const counts = { alive: 0, suspect: 0, lost: 0, zombie: 0 };
  for (const { radio } of rows) counts[standingOf(radio)] += 1;
  return counts;
}

/** The rows of the kinds that are wanted; all where none is chosen. */
export function filterRows(
  rows: readonly RadioRow[],
  wanted: ReadonlySet<Standing>,
): readonly RadioRow[] {
  return wanted.size === 0 ? rows : rows.filter(({ radio }) => wanted.has(standingOf(radio)));
}
