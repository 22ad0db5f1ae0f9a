import { Button } from '@mantine/core';
import { IconBellOff, IconMoon, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Countdown } from '../../components/Countdown.tsx';
import { useNow } from '../../store/clock.ts';
import { useAlarmPanel } from '../../store/alarm-panel.ts';
import { useDialog } from '../../store/dialog.ts';
import { MuteButtons } from './MuteButtons.tsx';
import { isQuiet } from './quiet-hours.ts';
import { useTones } from './tone-choices.ts';
import './Tones.css';

/** Whether alarms sound just now, and what can be done about it. */
export function ToneBar() {
  const { t } = useTranslation();
  return (
    <div className="tone-bar">
      <ToneState />
      <div className="row tone-bar__actions">
        <MuteButtons minutes={[15]} />
        <Button
          variant="default"
          onClick={() => {
            useAlarmPanel.getState().show(false);
            useDialog.getState().open({ kind: 'tones' });
          }}
        >
          {t('tones.open')}
        </Button>
      </div>
    </div>
  );
}

/** Whether they sound, and if not, until when. */
export function ToneState() {
  const { t } = useTranslation();
  const now = useNow();
  const { mutedUntil, quiet } = useTones();
  if (mutedUntil > now) {
    return (
      <p className="tone-state">
        <IconBellOff size={20} aria-hidden />
        <span>
          {t('tones.muted')} <Countdown to={mutedUntil} />
        </span>
      </p>
    );
  }
  const isNight = isQuiet(quiet, now);
  const Shape = isNight ? IconMoon : IconVolume;
  return (
    <p className="tone-state">
      <Shape size={20} aria-hidden />
      {isNight ? t('tones.quiet_now', { time: quiet.to }) : t('tones.sound')}
    </p>
  );
}
