import { keptSort } from '../../components/table/kept-sort.ts';
import { kept } from '../../store/kept.ts';

/** Columns that nobody has asked for yet. */
const HIDDEN_AT_FIRST = ['role'];

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Which columns of the list of radios are hidden. */
export const hiddenColumns = kept<readonly string[]>('radios.hidden', HIDDEN_AT_FIRST, isStrings);

/** By what the list of radios is sorted. */
export const radioSort = keptSort('radios', { id: 'user', desc: false });
