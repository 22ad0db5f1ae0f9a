import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import type { Column, Sort } from './column.ts';

type Props<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | undefined;
  readonly onSort: (key: string) => void;
};

/** The titles of the columns; those that can be sorted by are buttons. */
export function Heads<Row>({ columns, sort, onSort }: Props<Row>) {
  return columns.map(({ key, title, numeric, value }) => {
    const direction = sort?.id !== key ? undefined : sort.desc ? 'descending' : 'ascending';
    return (
      <th
        key={key}
        scope="col"
        className={numeric ? 'is-numeric' : undefined}
        aria-sort={value === undefined ? undefined : (direction ?? 'none')}
      >
        {value === undefined ? (
          title
        ) : (
          <button type="button" className="data-table__sort" onClick={() => onSort(key)}>
            {title}
            <Arrow direction={direction} />
          </button>
        )}
      </th>
    );
  });
}

const Arrow = memo(function Arrow({ direction }: { direction: string | undefined }) {
  if (direction === undefined) return null;
  const Shape = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return <Shape size={14} aria-hidden />;
});
