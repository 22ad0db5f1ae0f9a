import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { compareValues, type Column, type Sort, type SortValue } from './column.ts';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Features = typeof features;

export type SortedTable<Row> = {
  readonly rows: readonly Row[];
  readonly sort: Sort | undefined;
  /** Sorts by a column; the other way round where it already is. */
  readonly sortBy: (key: string) => void;
};

/**
 * The rows of a table in their order.
 *
 * @param columns has to be stable
 * @param first what it is sorted by to begin with; the order of the rows where left out
 * @param onSort hears of another order, to remember it
 */
export function useSorted<Row extends object>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  first: Sort | undefined,
  onSort?: (sort: Sort) => void,
): SortedTable<Row> {
  const defs = useMemo(
    () =>
      columns.map((column): ColumnDef<Features, Row> => {
        const { key, value } = column;
        return {
          id: key,
          // Undefined is what the table puts last, whichever way it is sorted.
          accessorFn: (row: Row) => value?.(row) ?? undefined,
          sortUndefined: 'last',
          enableSorting: value !== undefined,
          sortFn: (a, b, id) => compareValues(a.getValue<SortValue>(id), b.getValue<SortValue>(id)),
        };
      }),
    [columns],
  );
  const table = useTable(
    {
      features,
      columns: defs,
      data: rows,
      enableSortingRemoval: false,
      initialState: { sorting: first === undefined ? [] : [first] },
    },
    ({ sorting }) => ({ sorting }),
  );
  const [sort] = table.state.sorting;
  return {
    rows: table.getRowModel().rows.map(({ original }) => original),
    sort,
    sortBy: (key) => {
      const next = { id: key, desc: sort?.id === key && !sort.desc };
      table.setSorting([next]);
      onSort?.(next);
    },
  };
}
