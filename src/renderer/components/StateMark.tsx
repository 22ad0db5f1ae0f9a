import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheck,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RadioState } from '../../contract/operator.ts';
import './marks.css';

const ICON: Record<RadioState, Icon> = {
  alive: IconCircleCheck,
  suspect: IconAlertTriangleFilled,
  zombie: IconAlertOctagonFilled,
};

type Props = {
  readonly state: RadioState;
  /** Shows the shape alone while all is well; the word is still there for screen readers. */
  readonly terse?: boolean;
};

/** Whether a radio answers: a circle, a triangle or an octagon, in its colour, with its word. */
export function StateMark({ state, terse = false }: Props) {
  const { t } = useTranslation();
  const Shape = ICON[state];
  return (
    <span className={`mark mark--${state}`}>
      <Shape size={20} aria-hidden />
      <span className={terse && state === 'alive' ? 'for-ears' : undefined}>
        {t(`radio_state.${state}`)}
      </span>
    </span>
  );
}
