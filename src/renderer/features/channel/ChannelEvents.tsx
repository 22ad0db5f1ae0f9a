import { Button } from '@mantine/core';
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { memo, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventView } from '../../../contract/events.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { eventText } from '../../i18n/event-text.ts';
import { useFormat } from '../../i18n/format.ts';
import { usePaced } from '../../store/console.ts';
import { useJournal } from '../../store/use-journal.ts';
import { GROUP_ICON, groupOf, isTrouble } from '../events/event-groups.ts';
import { eventsOf } from '../events/load-events.ts';

/** Events that are read at once: more than fit into the window. */
const PAGE = 50;

/** What happened in a channel, the newest first. */
export function ChannelEvents({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const head = usePaced((state) => state.heads.event_id);
  const load = useCallback(
    (before?: number) => eventsOf({ channel: id, limit: PAGE }, before),
    [id],
  );
  const { page, error, loadOlder } = useJournal(load, head, true);
  return (
    <div className="channel-events" role="region" aria-label={t('channel.events')} tabIndex={0}>
      {error !== null && <ErrorNote error={error} />}
      {page?.rows.length === 0 && <p className="soft">{t('channel.no_events')}</p>}
      <ol>
        {page?.rows.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ol>
      {page?.more === true && (
        <Button
          variant="default"
          leftSection={<IconHistory size={18} aria-hidden />}
          onClick={loadOlder}
        >
          {t('channel.earlier')}
        </Button>
      )}
    </div>
  );
}

const Event = memo(function Event({ event }: { readonly event: EventView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const group = groupOf(event.kind);
  const Shape = GROUP_ICON[group];
  return (
    <li data-trouble={isTrouble(event.kind) || undefined}>
      {isTrouble(event.kind) ? (
        <IconAlertTriangle size={18} role="img" aria-label={t('events.trouble')} />
      ) : (
        <Shape size={18} role="img" aria-label={t(`events.group.${group}`)} />
      )}
      <span className="channel-events__what">{eventText(t, format, event)}</span>
      <time
        className="soft"
        dateTime={new Date(event.at).toISOString()}
        title={format.seconds(event.at)}
      >
        {format.time(event.at)}
      </time>
    </li>
  );
});
