import { MuteMark } from '../../components/MuteMark.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import type { RadioView } from '../../../contract/operator.ts';

type Props = { readonly radio: RadioView };

/** Whether a radio answers, and below it that it is muted. There is room for two lines. */
export function StandingCell({ radio }: Props) {
  if (!radio.muted) return <StateMark radio={radio} />;
  return (
    <span className="standing-cell">
      <StateMark radio={radio} terse={radio.resumable_until !== null} />
      <MuteMark />
    </span>
  );
}
