import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { useStaleSince } from '../../store/stale.ts';

/** Says that what the window shows is out of date; nothing while it is not. */
export function StaleNote() {
  const { t } = useTranslation();
  const format = useFormat();
  const since = useStaleSince();
  if (since === null) return null;
  return (
    <div role="alert" aria-label={t('strip.stale')} className="journal-alarm" data-testid="stale">
      <p className="journal-alarm__line">
        <IconClockExclamation size={20} aria-hidden />
        <strong>{t('strip.stale')}</strong>
        <span>{t('strip.stale_long', { time: format.seconds(since) })}</span>
      </p>
    </div>
  );
}
