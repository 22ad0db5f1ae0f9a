import {
  IconAlertOctagonFilled,
  IconBroadcast,
  IconHourglass,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NetState } from '../../../contract/operator.ts';
import { clockDuration, useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';

const ICON: Record<NetState['state'], Icon> = {
  on_air: IconBroadcast,
  starting: IconHourglass,
  failed: IconAlertOctagonFilled,
};

/** The state of the net: a shape, a word and a colour, and since when it has been on the air. */
export function NetMark({ net }: { readonly net: NetState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const Shape = ICON[net.state];
  return (
    <div className={`net-mark net-mark--${net.state}`}>
      <Shape size={28} aria-hidden />
      <p role="status" aria-label={t('net_state.label')} className="net-mark__word">
        {t(`net_state.${net.state}`)}
      </p>
      {net.state === 'on_air' && (
        <p className="net-mark__since">{t('net_state.since', { time: format.time(net.since) })}</p>
      )}
    </div>
  );
}

/** For how long the net has been on the air. */
export function OnAirFor({ since }: { readonly since: number }) {
  const now = useNow();
  return <p className="net-mark__for">{clockDuration(now - since)}</p>;
}
