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
import { GROUP_ICON, groupOf, isTrouble } from './event-groups.ts';
import { eventsOf } from './load-events.ts';
import './EventList.css';

type Props = {
  /** Whose events, or in which channel they happened; of everybody and everywhere where left out. */
  readonly user?: string;
  readonly channel?: string;
  /** How many are read at once. */
  readonly page: number;
  /** What is said where there are none. */
  readonly none: string;
};

/** What happened to a radio or in a channel, the newest first, beside what else is to be known of it. */
export function EventList({ user, channel, page: limit, none }: Props) {
  const { t } = useTranslation();
  const head = usePaced((state) => state.heads.event_id);
  const load = useCallback(
    (before?: number) => {
      const of = { ...(user !== undefined && { user }), ...(channel !== undefined && { channel }) };
      return eventsOf({ ...of, limit }, before);
    },
    [user, channel, limit],
  );
  const { page, error, loadOlder } = useJournal(load, head, true);
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      {page?.rows.length === 0 && <p className="soft">{none}</p>}
      <ol className="event-list">
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
          {t('events.earlier')}
        </Button>
      )}
    </>
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
      <span className="event-list__what">{eventText(t, format, event)}</span>
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
