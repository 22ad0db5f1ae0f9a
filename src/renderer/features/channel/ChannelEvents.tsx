import { useTranslation } from 'react-i18next';
import { EventList } from '../events/EventList.tsx';

/** Events that are read at once: more than fit into the window. */
const PAGE = 50;

/** What happened in a channel. */
export function ChannelEvents({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return (
    <div className="channel-events" role="region" aria-label={t('channel.events')} tabIndex={0}>
      <EventList channel={id} page={PAGE} none={t('channel.no_events')} />
    </div>
  );
}
