import { Button, Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import './More.css';

type Props = {
  /** Names the button. */
  readonly label: string;
  /** Names what it opens. */
  readonly title: string;
  /** How many are not shown without it. */
  readonly count: number;
  /** Pairs of `dt` and `dd`, each in a `div`. */
  readonly children: ReactNode;
};

/** What does not fit into a row, behind a button that says how much it is. */
export function More({ label, title, count, children }: Props) {
  return (
    <Popover position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" className="more" aria-label={label}>
          +{count}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={title} tabIndex={-1}>
        <p className="more__label soft">{title}</p>
        <dl className="more__list">{children}</dl>
      </Popover.Dropdown>
    </Popover>
  );
}
