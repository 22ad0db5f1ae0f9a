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
import './EventLines.css';

type Props = {
  readonly about: { readonly channel: string } | { readonly user: string };
  /** Rows that are read at once. */
  readonly page: number;
  /** What is said while there are none. */
  readonly none: string;
};

/** What happened to one channel or one radio, the newest first, a line each. */
export function EventLines({ about, page: limit, none }: Props) {
  const { t } = useTranslation();
  const head = usePaced((state) => state.heads.event_id);
  const channel = 'channel' in about ? about.channel : undefined;
  const user = 'user' in about ? about.user : undefined;
  const load = useCallback(
    (before?: number) =>
      eventsOf(
        { ...(channel !== undefined && { channel }), ...(user !== undefined && { user }), limit },
        before,
      ),
    [channel, user, limit],
  );
  const { page, error, loadOlder } = useJournal(load, head, true);
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      {page?.rows.length === 0 && <p className="soft">{none}</p>}
      <ol className="event-lines">
        {page?.rows.map((event) => (
          <Line key={event.id} event={event} />
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

const Line = memo(function Line({ event }: { readonly event: EventView }) {
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
      <span className="event-lines__what">{eventText(t, format, event)}</span>
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
