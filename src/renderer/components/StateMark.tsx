import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconPlugConnectedX,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RadioState, RadioView } from '../../contract/operator.ts';
import { useFormat } from '../i18n/format.ts';
import './marks.css';

const ICON: Record<RadioState | 'lost', Icon> = {
  alive: IconCircleCheck,
  suspect: IconAlertTriangleFilled,
  zombie: IconAlertOctagonFilled,
  lost: IconPlugConnectedX,
};

type Props = {
  readonly radio: Pick<RadioView, 'state' | 'resumable_until'>;
  /** Shows the shape alone while all is well; the word is still there for screen readers. */
  readonly terse?: boolean;
};

/**
 * Whether a radio answers: a circle, a triangle or an octagon, in its colour, with its word; a pulled
 * plug for one whose connection is lost, and until when it may come back.
 */
export function StateMark({ radio, terse = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { resumable_until: until } = radio;
  const state = until === null ? radio.state : 'lost';
  const time = until === null ? undefined : format.seconds(until);
  const title = time && t('radio_state.lost_until', { time });
  const Shape = ICON[state];
  return (
    <span className={`mark mark--${state}`} title={title}>
      <Shape size={20} aria-hidden />
      <span className={terse && state === 'alive' ? 'for-ears' : undefined}>
        {t(`radio_state.${state}`)}
        {title !== undefined && !terse && <span className="mark__until soft">{title}</span>}
      </span>
    </span>
  );
}
