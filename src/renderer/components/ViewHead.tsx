import type { ReactNode } from 'react';
import './ViewHead.css';

type Props = {
  readonly title: string;
  readonly summary: string;
  /** What can be done in the view. */
  readonly children?: ReactNode;
};

/** The first line of a view. */
export function ViewHead({ title, summary, children }: Props) {
  return (
    <div className="view-head">
      <h1>{title}</h1>
      <p className="soft">{summary}</p>
      <div className="view-head__actions">{children}</div>
    </div>
  );
}
