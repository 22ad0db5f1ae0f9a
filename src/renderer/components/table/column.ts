import type { ReactNode } from 'react';

/** What a column is sorted by; null where it is not known, which always comes last. */
export type SortValue = string | number | boolean | null;

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** Share of the width, in rem; the columns grow in proportion where there is room. */
  readonly width: number;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** Where it can be sorted by. */
  readonly value?: (row: Row) => SortValue;
};

/** By which column a table is sorted. */
export type Sort = { readonly id: string; readonly desc: boolean };

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The order of two values of a column: names as people expect it, what is talking first. */
export function compareValues(a: SortValue | undefined, b: SortValue | undefined): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(b) - Number(a);
  return Number(a) - Number(b);
}
