import { Button, Switch, TextInput } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmSeverity } from '../../../contract/alarms.ts';
import { Choice } from '../../components/Choice.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { SEVERITY_ICON } from '../../components/shell/severity-icon.ts';
import { MuteButtons } from './MuteButtons.tsx';
import { minutesOf, QUIET_CRITICAL, type QuietHours } from './quiet-hours.ts';
import { tryTone } from './sound-alarms.ts';
import { MUTE_MINUTES, useTones, VOLUMES } from './tone-choices.ts';
import { ToneState } from './ToneBar.tsx';
import './Tones.css';

const SEVERITIES: readonly AlarmSeverity[] = ['critical', 'warning'];

/** How alarms sound: each to be tried, how loud, when not, and silence for now. */
export function Tones({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { volume, change } = useTones();
  return (
    <Dialog title={t('tones.title')} onClose={onClose}>
      <div className="stack">
        <div className="tone-bar">
          <ToneState />
          <div className="row tone-bar__actions">
            <MuteButtons minutes={MUTE_MINUTES} />
          </div>
        </div>
        <Choice
          label={t('tones.volume')}
          hint={t('tones.volume_hint')}
          value={String(volume)}
          options={VOLUMES.map((step) => ({ value: String(step), label: `${step}%` }))}
          onChange={(value) =>
            change({ volume: VOLUMES.find((step) => String(step) === value) ?? 75 })
          }
        />
        <Trials />
        <Quiet />
      </div>
    </Dialog>
  );
}

/** Each tone with a button to hear it. */
function Trials() {
  const { t } = useTranslation();
  const [isDumb, setDumb] = useState(false);
  const hear = (severity: AlarmSeverity): void => {
    void tryTone(severity).then((isHeard) => setDumb(!isHeard));
  };
  return (
    <section>
      <h3 className="tones__title">{t('tones.hear')}</h3>
      <ul className="tones__trials">
        {SEVERITIES.map((severity) => {
          const word = t(`alarms.severity.${severity}`);
          const Shape = SEVERITY_ICON[severity];
          return (
            <li key={severity}>
              <span className="alarm__severity" data-severity={severity}>
                <Shape size={20} aria-hidden />
                {word}
              </span>
              <span className="soft">{t(`tones.hear_hint.${severity}`)}</span>
              <Button
                variant="default"
                leftSection={<IconVolume size={20} aria-hidden />}
                aria-label={t('tones.try', { severity: word })}
                onClick={() => hear(severity)}
              >
                {t('tones.try_it')}
              </Button>
            </li>
          );
        })}
      </ul>
      {isDumb && (
        <p className="tones__dumb" role="alert">
          {t('tones.dumb')}
        </p>
      )}
    </section>
  );
}

function Quiet() {
  const { t } = useTranslation();
  const { quiet, change } = useTones();
  const patch = (more: Partial<QuietHours>): void => change({ quiet: { ...quiet, ...more } });
  return (
    <section className="stack">
      <Switch
        label={t('tones.quiet')}
        description={t('tones.quiet_hint')}
        checked={quiet.on}
        onChange={(event) => patch({ on: event.currentTarget.checked })}
      />
      {quiet.on && (
        <>
          <div className="row">
            {(['from', 'to'] as const).map((end) => (
              <TimeField
                key={end}
                label={t(`tones.${end}`)}
                value={quiet[end]}
                onChange={(time) => patch({ [end]: time })}
              />
            ))}
          </div>
          <Choice
            label={t('tones.critical')}
            hint={t(`tones.critical_hint.${quiet.critical}`)}
            value={quiet.critical}
            options={QUIET_CRITICAL.map((value) => ({ value, label: t(`tones.sounds.${value}`) }))}
            onChange={(critical) => patch({ critical })}
          />
        </>
      )}
    </section>
  );
}

type TimeProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (time: string) => void;
};

/** A time of day as the rest of the window writes it, whatever the system's habit is. */
function TimeField({ label, value, onChange }: TimeProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  return (
    <TextInput
      label={label}
      value={text}
      error={Number.isNaN(minutesOf(text)) ? t('tones.time_wrong') : undefined}
      onChange={(event) => {
        const time = event.currentTarget.value;
        setText(time);
        if (!Number.isNaN(minutesOf(time))) onChange(time);
      }}
      classNames={{ input: 'short-field' }}
    />
  );
}
