import type { Sort } from '../../components/table/column.ts';
import { kept } from '../../store/kept.ts';

/** Columns that nobody has asked for yet. */
const HIDDEN_AT_FIRST = ['role'];

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isSort(value: unknown): value is Sort {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'desc' in value &&
    typeof value.desc === 'boolean'
  );
}

/** Which columns of the list of radios are hidden. */
export const hiddenColumns = kept<readonly string[]>('radios.hidden', HIDDEN_AT_FIRST, isStrings);

/** By what the list of radios is sorted. */
export const radioSort = kept<Sort>('radios.sort', { id: 'user', desc: false }, isSort);
