import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useView } from '../../store/view.ts';
import { EventList } from '../events/EventList.tsx';

/** Events that are shown before one asks for more. */
const SHOWN = 6;

/** What happened to a radio last, and the way to all of it. */
export function RadioEvents({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('radios.story.events')}>
      <div className="radio-panel__heading">
        <h3>{t('radios.story.events')}</h3>
        <Button
          variant="subtle"
          leftSection={<IconHistory size={18} aria-hidden />}
          aria-keyshortcuts="e"
          onClick={() => useView.getState().showEvents({ user })}
        >
          {t('events.show_here')}
        </Button>
      </div>
      <EventList user={user} page={SHOWN} none={t('radios.story.no_events')} />
    </section>
  );
}
