import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useRef, type KeyboardEvent } from 'react';
import type { Column, Sort } from './column.ts';
import { DataRow, type Picking } from './DataRow.tsx';
import { Heads } from './Heads.tsx';
import { focusNeighbour } from './row-focus.ts';
import { useSorted } from './use-sorted.ts';
import './DataTable.css';

/** Height of a row and of the head; the style sheet has the same. */
const ROW_PX = 56;
/** Rows drawn beyond either edge, so that a quick scroll finds them there. */
const SPARE = 8;
/** The room to draw for before the real one has been measured. */
const FIRST_RECT = { width: 1_000, height: 1_000 };
/** Width of the boxes to select rows with, in rem. */
const BOX_WIDTH = 3;

type Props<Row extends object> = {
  readonly label: string;
  /** The first column names the row. Has to be stable, as rows are drawn anew when it changes. */
  readonly columns: readonly Column<Row>[];
  /** What it can be sorted by, where that is more than what is shown. */
  readonly every?: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** By what it is sorted to begin with; in the order of the rows where left out. */
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** Lets rows be selected. */
  readonly picking?: Picking;
  /** Hears of every scroll. */
  readonly onScroll?: (region: HTMLElement) => void;
  /** The row whose story is open. */
  readonly openKey?: string | null;
};

/** A long list: only the rows in sight are drawn, and of these only the ones that changed. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { label, columns, rowKey, picking, openKey } = props;
  // Rows are drawn after what is around them, in turns that a key or a click may come between.
  const latest = useDeferredValue(props.rows);
  const { rows, sort, sortBy } = useSorted(
    props.every ?? columns,
    latest,
    props.sort,
    props.onSort,
  );
  const region = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoized by it
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => ROW_PX,
    overscan: SPARE,
    initialRect: FIRST_RECT,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.start ?? 0;
  const rest = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const width = columns.reduce((sum, column) => sum + column.width, 0) + (picking ? BOX_WIDTH : 0);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (focusNeighbour(event.target, event.key)) event.preventDefault();
  };

  return (
    <div
      className="data-table"
      ref={region}
      role="region"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => props.onScroll?.(event.currentTarget)}
    >
      <table aria-label={label} aria-rowcount={rows.length + 1} style={{ minWidth: `${width}rem` }}>
        <colgroup>
          {picking && <col style={{ width: `${BOX_WIDTH}rem` }} />}
          {columns.map((column) => (
            <col key={column.key} style={{ width: `${(100 * column.width) / width}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {picking && (
              <th scope="col" className="data-table__box">
                <AllBox picking={picking} keys={rows.map(rowKey)} />
              </th>
            )}
            <Heads columns={columns} sort={sort} onSort={sortBy} />
          </tr>
        </thead>
        <tbody>
          <Gap height={first} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <DataRow
                key={key}
                row={row}
                rowKey={key}
                columns={columns}
                index={index + 2}
                isOpen={openKey === key}
                isPicked={picking?.picked.has(key) ?? false}
                onPick={picking?.toggle}
                pickLabel={picking?.label}
              />
            );
          })}
          <Gap height={rest} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="data-table__gap">
      <td style={{ height }} />
    </tr>
  );
}

type AllBoxProps = { readonly picking: Picking; readonly keys: readonly string[] };

/** Selects all rows of the list, or none. */
function AllBox({ picking, keys }: AllBoxProps) {
  const count = keys.filter((key) => picking.picked.has(key)).length;
  return (
    <Checkbox
      aria-label={picking.allLabel}
      checked={count > 0 && count === keys.length}
      indeterminate={count > 0 && count < keys.length}
      onChange={() => picking.set(count === keys.length ? [] : keys)}
    />
  );
}
