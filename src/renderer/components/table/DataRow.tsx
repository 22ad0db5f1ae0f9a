import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import type { Column } from './column.ts';

/** Which rows of a list are selected. */
export type Picking = {
  readonly picked: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
  readonly set: (keys: readonly string[]) => void;
  /** Names the box of a row, and that of all rows. */
  readonly label: (key: string) => string;
  readonly allLabel: string;
};

type Props = {
  readonly row: unknown;
  readonly rowKey: string;
  readonly columns: readonly Column<never>[];
  readonly index: number;
  readonly isOpen: boolean;
  readonly isPicked: boolean;
  readonly onPick: Picking['toggle'] | undefined;
  readonly pickLabel: Picking['label'] | undefined;
};

/** A row of a long list; it is drawn anew only when something in it has changed. */
export const DataRow = memo(function DataRow(props: Props) {
  const { row, rowKey, columns, index, isOpen, isPicked, onPick, pickLabel } = props;
  return (
    <tr
      aria-rowindex={index}
      data-key={rowKey}
      data-open={isOpen || undefined}
      data-picked={isPicked || undefined}
    >
      {onPick && (
        <td className="data-table__box">
          <Checkbox
            aria-label={pickLabel?.(rowKey)}
            checked={isPicked}
            onChange={() => onPick(rowKey)}
          />
        </td>
      )}
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
