import { IconAlertOctagonFilled, IconAlertTriangleFilled, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { useConsole, usePaced } from '../../store/console.ts';
import { useNetLoss } from '../../store/history.ts';
import {
  loadLevel,
  LOAD_SECONDS,
  LOSS_SECONDS,
  recentLoad,
  type LoadLevel,
} from '../../store/net-figures.ts';
import { Count } from './Count.tsx';

/** What of the packets of all who talk did not arrive. */
export function LossCount() {
  const { t } = useTranslation();
  const format = useFormat();
  const loss = useNetLoss();
  return (
    <Count
      id="loss"
      label={t('strip.loss')}
      long={t('strip.loss_long', { seconds: LOSS_SECONDS })}
      figure={loss === null ? null : format.brief(loss)}
      unknown={t('strip.loss_unknown')}
    />
  );
}

const MARK: Readonly<Record<LoadLevel, Icon | undefined>> = {
  normal: undefined,
  high: IconAlertTriangleFilled,
  over: IconAlertOctagonFilled,
};

/** How much of its time the relay has work. */
export function LoadCount() {
  const { t } = useTranslation();
  const format = useFormat();
  const load = usePaced((state) => recentLoad(state.traffic));
  const level = useConsole((state) => loadLevel(recentLoad(state.traffic), state.alarms));
  return (
    <Count
      id="load"
      label={t(`strip.load.${level}`)}
      long={t('strip.load_long', { seconds: LOAD_SECONDS })}
      figure={load === null ? null : format.percent(load)}
      unknown={t('strip.load_unknown')}
      mark={MARK[level]}
      level={level}
    />
  );
}
