import { Button, type ButtonProps } from '@mantine/core';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useMemo, type ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmSeverity } from '../../../contract/alarms.ts';
import { alarmText } from '../../i18n/alarm-text.ts';
import { useTones } from '../../features/tones/tone-choices.ts';
import { useNow } from '../../store/clock.ts';
import { useConsole } from '../../store/console.ts';
import { newestUnheard, sortedAlarms } from '../../store/select-alarms.ts';
import { SEVERITY_ICON } from './severity-icon.ts';

type Props = ButtonProps & ComponentPropsWithRef<'button'>;

/** The number of open alarms with the worst severity: a shape, a word and a colour. */
export function AlarmButton(props: Props) {
  const { t } = useTranslation();
  const alarms = useConsole((state) => state.alarms);
  const { open } = useMemo(() => sortedAlarms(alarms), [alarms]);
  const worst = open[0]?.severity;
  const isMuted = useTones((state) => state.mutedUntil) > useNow();
  const Shape = worst === undefined ? (isMuted ? IconBellOff : IconBell) : SEVERITY_ICON[worst];
  return (
    <>
      <Button
        {...props}
        variant="subtle"
        className="alarm-button"
        data-severity={worst}
        data-testid="alarms"
      >
        <Shape size={22} aria-hidden />
        {isMuted && <span className="for-ears">{t('tones.is_muted')}</span>}
        {worst === undefined ? (
          <span className="for-ears">{t('alarms.none')}</span>
        ) : (
          <>
            <span className="for-ears">{t('alarms.open', { count: open.length })}</span>
            <span className="alarm-button__count" aria-hidden>
              {open.length}
            </span>
            <span className="alarm-button__word">{t(`alarms.severity.${worst}`)}</span>
          </>
        )}
      </Button>
      <Said severity="critical" />
      <Said severity="warning" />
    </>
  );
}

/** Says the newest alarm to those who listen to the window, at once where it is critical. */
function Said({ severity }: { readonly severity: AlarmSeverity }) {
  const { t } = useTranslation();
  const alarm = useConsole((state) => newestUnheard(state.alarms, severity));
  const isCritical = severity === 'critical';
  return (
    <p className="for-ears" aria-live={isCritical ? 'assertive' : 'polite'}>
      {alarm && `${t(`alarms.severity.${severity}`)}: ${alarmText(t, alarm)}`}
    </p>
  );
}
