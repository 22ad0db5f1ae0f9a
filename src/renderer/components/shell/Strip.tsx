import { useTranslation } from 'react-i18next';
import { useConsole } from '../../store/console.ts';
import { Addresses } from './Addresses.tsx';
import { AlarmPanel } from './AlarmPanel.tsx';
import { Counts } from './Counts.tsx';
import { JournalAlarm } from './JournalAlarm.tsx';
import { LanguageSwitch, ThemeSwitch } from './Switches.tsx';
import { NetMark, OnAirFor } from './NetMark.tsx';
import { StaleNote } from './StaleNote.tsx';
import './Strip.css';

/** What has to be in sight whatever else is: is the net on the air, where, and how it fares. */
export function Strip() {
  const { t } = useTranslation();
  const net = useConsole((state) => state.net);
  return (
    <div className="strip-frame">
      <header className="strip">
        <div className="strip__name">
          <div className="strip__heading strip__label">
            <p className="strip__product">{t('product')}</p>
            {net.state === 'on_air' && <OnAirFor since={net.since} />}
          </div>
          <NetMark net={net} />
        </div>
        {net.state === 'on_air' && (
          <>
            <Addresses addresses={net.addresses} changedAt={net.addresses_changed_at} />
            <Counts />
          </>
        )}
        <div className="strip__switches">
          {net.state === 'on_air' && <AlarmPanel />}
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      {net.state === 'on_air' && <StaleNote />}
      {net.state === 'on_air' && <JournalAlarm journal={net.journal} />}
    </div>
  );
}
