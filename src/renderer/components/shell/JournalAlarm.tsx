import { IconAlertOctagonFilled, IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { JournalState } from '../../../contract/events.ts';
import { useFormat } from '../../i18n/format.ts';
import { journalAlarms } from '../../store/select.ts';

/** What is wrong with the journal; nothing as long as nothing is. */
export function JournalAlarm({ journal }: { readonly journal: JournalState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const alarms = journalAlarms(journal);
  if (alarms.length === 0) return null;
  const { since, reason, lost, set_aside: name } = journal;
  return (
    <div role="alert" aria-label={t('journal.label')} className="journal-alarm">
      {alarms.includes('failing') && (
        <p className="journal-alarm__line journal-alarm__line--failing">
          <IconAlertOctagonFilled size={20} aria-hidden />
          <strong>{t('journal.failing')}</strong>
          <span>
            {t('journal.failing_long', {
              time: format.time(since ?? 0),
              reason: t(`journal_fault.${reason ?? 'other'}`),
            })}
          </span>
        </p>
      )}
      {alarms.includes('lost') && (
        <p className="journal-alarm__line">
          <IconAlertTriangleFilled size={20} aria-hidden />
          <strong>{t('journal.lost', { count: lost })}</strong>
        </p>
      )}
      {alarms.includes('set_aside') && (
        <p className="journal-alarm__line">
          <IconAlertTriangleFilled size={20} aria-hidden />
          <strong>{t('journal.set_aside')}</strong>
          <span>{t('journal.set_aside_long', { name })}</span>
        </p>
      )}
    </div>
  );
}
