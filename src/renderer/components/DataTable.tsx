import { useElementSize } from '@mantine/hooks';
import { memo, useState, type ReactNode } from 'react';
import { ROW_PX, visibleRows } from './visible-rows.ts';
import './DataTable.css';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** Share of the width, in rem; the columns grow in proportion where there is room. */
  readonly width: number;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

type Props<Row> = {
  readonly label: string;
  /** The first column names the row. Has to be stable, as rows are drawn anew when it changes. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
};

/** A long list: only the rows in sight are drawn, and of these only the ones that changed. */
export function DataTable<Row>({ label, columns, rows, rowKey }: Props<Row>) {
  const [scrolled, setScrolled] = useState(0);
  const { ref, height } = useElementSize<HTMLDivElement>();
  const { first, end } = visibleRows(rows.length, scrolled, height);
  const width = columns.reduce((sum, column) => sum + column.width, 0);

  return (
    <div
      className="data-table"
      ref={ref}
      role="region"
      aria-label={label}
      tabIndex={0}
      onScroll={(event) => setScrolled(Math.floor(event.currentTarget.scrollTop / ROW_PX))}
    >
      <table aria-label={label} aria-rowcount={rows.length + 1} style={{ minWidth: `${width}rem` }}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ width: `${(100 * column.width) / width}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.numeric ? 'is-numeric' : undefined}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, end).map((row, index) => (
            <DataRow
              key={rowKey(row)}
              row={row}
              columns={columns as readonly Column<never>[]}
              index={first + index + 2}
            />
          ))}
          <Gap rows={rows.length - end} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ rows }: { readonly rows: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" className="data-table__gap">
      <td style={{ height: rows * ROW_PX }} />
    </tr>
  );
}

type RowProps = {
  readonly row: unknown;
  readonly columns: readonly Column<never>[];
  readonly index: number;
};

const DataRow = memo(function DataRow({ row, columns, index }: RowProps) {
  return (
    <tr aria-rowindex={index}>
      {columns.map(({ key, numeric, cell }, place) => {
        const content = cell(row as never);
        const className = numeric ? 'is-numeric' : undefined;
        return place === 0 ? (
          <th key={key} scope="row" className={className}>
            {content}
          </th>
        ) : (
          <td key={key} className={className}>
            {content}
          </td>
        );
      })}
    </tr>
  );
});
