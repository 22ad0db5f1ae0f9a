import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isOpen, type AlarmView } from '../../../contract/alarms.ts';
import { alarmText } from '../../i18n/alarm-text.ts';
import { useFormat } from '../../i18n/format.ts';
import { SEVERITY_ICON } from './severity-icon.ts';

type Props = { readonly alarm: AlarmView; readonly onAcknowledge?: () => void };

/** One alarm: how bad, since when, what, and whether anybody knows of it. */
export function AlarmRow({ alarm, onAcknowledge }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { severity, raised_at, last_at, count, ended_at, acknowledged_at } = alarm;
  const Shape = SEVERITY_ICON[severity];
  const text = alarmText(t, alarm);
  const facts = [
    t('alarms.at', { time: format.seconds(raised_at) }),
    count > 1 && t('alarms.times', { count, time: format.seconds(last_at) }),
    ended_at === null && t('alarms.goes_on'),
    ended_at !== null &&
      ended_at > raised_at &&
      t('alarms.over', { time: format.seconds(ended_at) }),
    acknowledged_at !== null && t('alarms.acknowledged', { time: format.seconds(acknowledged_at) }),
  ].filter((fact) => fact !== false);
  return (
    <li className="alarm">
      <div className="alarm__what">
        <p className="alarm__severity" data-severity={isOpen(alarm) ? severity : undefined}>
          <Shape size={20} aria-hidden />
          {t(`alarms.severity.${severity}`)}
        </p>
        <p className="alarm__text">{text}</p>
        <p className="alarm__facts">{facts.join(' · ')}</p>
      </div>
      {onAcknowledge && acknowledged_at === null && (
        <Button
          variant="default"
          aria-label={t('alarms.acknowledge_it', { text })}
          onClick={onAcknowledge}
        >
          {t('alarms.acknowledge')}
        </Button>
      )}
    </li>
  );
}
