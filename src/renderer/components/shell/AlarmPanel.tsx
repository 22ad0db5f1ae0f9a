import { Button, Popover } from '@mantine/core';
import { useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../../store/console.ts';
import { ToneBar } from '../../features/tones/ToneBar.tsx';
import { useAlarmPanel } from '../../store/alarm-panel.ts';
import { sortedAlarms } from '../../store/select-alarms.ts';
import { ErrorNote } from '../ErrorNote.tsx';
import { useCommand } from '../use-command.ts';
import { AlarmButton } from './AlarmButton.tsx';
import { AlarmRow } from './AlarmRow.tsx';
import './AlarmPanel.css';

/** How many alarms are open, and behind it the list of them. */
export function AlarmPanel() {
  const { t } = useTranslation();
  const alarms = useConsole((state) => state.alarms);
  const { open, earlier } = useMemo(() => sortedAlarms(alarms), [alarms]);
  const { isShown, show } = useAlarmPanel();
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone with its alarm: the focus stays in the panel.
  const done = (): void => title.current?.focus();
  const one = useCommand('alarm.acknowledge', done);
  const all = useCommand('alarm.acknowledge_all', done);
  const error = one.error ?? all.error;
  const isAnyUnheard = open.some((alarm) => alarm.acknowledged_at === null);
  return (
    <Popover
      position="bottom-end"
      withinPortal
      trapFocus
      returnFocus
      width="min(36rem, 92vw)"
      opened={isShown}
      onChange={show}
    >
      <Popover.Target>
        <AlarmButton onClick={() => show(!isShown)} />
      </Popover.Target>
      <Popover.Dropdown className="alarms" aria-labelledby={titleId}>
        <div className="alarms__head">
          <h2 id={titleId} ref={title} tabIndex={-1}>
            {t('alarms.title')}
          </h2>
          {isAnyUnheard && (
            <Button variant="default" loading={all.busy} onClick={() => void all.run({})}>
              {t('alarms.acknowledge_all')}
            </Button>
          )}
        </div>
        <ToneBar />
        {error && <ErrorNote error={error} />}
        {open.length === 0 && <p className="soft">{t('alarms.nothing')}</p>}
        <ul aria-label={t('alarms.title')}>
          {open.map((alarm) => (
            <AlarmRow
              key={alarm.alarm_id}
              alarm={alarm}
              onAcknowledge={() => void one.run({ alarm_id: alarm.alarm_id })}
            />
          ))}
        </ul>
        {earlier.length > 0 && (
          <>
            <h3 className="strip__label">{t('alarms.earlier')}</h3>
            <ul aria-label={t('alarms.earlier')}>
              {earlier.map((alarm) => (
                <AlarmRow key={alarm.alarm_id} alarm={alarm} />
              ))}
            </ul>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
