import { useTranslation } from 'react-i18next';
import { EventLines } from '../events/EventLines.tsx';

/** Events that are shown before one asks for more. */
const SHOWN = 8;

/** What happened to a radio, and what it did, in this session and before. */
export function RadioEvents({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('radios.story.events')}>
      <h3>{t('radios.story.events')}</h3>
      <EventLines about={{ user }} page={SHOWN} none={t('common.none')} />
    </section>
  );
}
