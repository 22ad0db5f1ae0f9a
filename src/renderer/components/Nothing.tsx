import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './Nothing.css';

type Props = {
  readonly icon: Icon;
  readonly title: string;
  readonly why?: string;
  readonly children?: ReactNode;
};

/** What stands where there is nothing to show yet. */
export function Nothing({ icon: Shape, title, why, children }: Props) {
  return (
    <div className="nothing">
      <Shape size={48} stroke={1.25} aria-hidden />
      <h2>{title}</h2>
      {why !== undefined && <p className="soft">{why}</p>}
      {children}
    </div>
  );
}
