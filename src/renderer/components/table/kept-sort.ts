import { kept } from '../../store/kept.ts';
import type { Sort } from './column.ts';

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

/** By what a list is sorted, kept from one start to the next. */
export function keptSort(list: string, first: Sort) {
  return kept<Sort>(`${list}.sort`, first, isSort);
}
