import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventView } from '../../../contract/events.ts';
import type { Column } from '../../components/table/column.ts';
import { actorText, eventText } from '../../i18n/event-text.ts';
import { useFormat } from '../../i18n/format.ts';
import { GROUP_ICON, groupOf, isTrouble } from './event-groups.ts';

/** @param onUser looks for the events of one radio; has to be stable */
export function useEventColumns(onUser: (user: string) => void): readonly Column<EventView>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'at',
        title: t('events.at'),
        width: 7.5,
        cell: ({ at }) => (
          <time className="two-lines" dateTime={new Date(at).toISOString()}>
            <span>{format.seconds(at)}</span>
            <span className="soft">{format.date(at)}</span>
          </time>
        ),
      },
      {
        key: 'kind',
        title: t('events.kind'),
        width: 8.5,
        cell: ({ kind }) => {
          const group = groupOf(kind);
          const Shape = GROUP_ICON[group];
          return (
            <span className="event-kind">
              <Shape size={20} stroke={1.75} aria-hidden />
              <span>{t(`events.group.${group}`)}</span>
            </span>
          );
        },
      },
      {
        key: 'what',
        title: t('events.what'),
        width: 28,
        cell: (event) => {
          const text = eventText(t, format, event);
          return (
            <span className="event-what" title={text}>
              {isTrouble(event.kind) && (
                <IconAlertTriangle
                  className="event-trouble"
                  size={20}
                  role="img"
                  aria-label={t('events.trouble')}
                />
              )}
              <span className="event-what__text">{text}</span>
            </span>
          );
        },
      },
      {
        key: 'user',
        title: t('events.user'),
        width: 9.5,
        cell: ({ user }) =>
          user === null ? (
            <span className="soft">{t('common.unknown')}</span>
          ) : (
            <button
              type="button"
              className="event-user"
              title={t('events.only_user', { user })}
              onClick={() => onUser(user)}
            >
              <span className="cut">{user}</span>
            </button>
          ),
      },
      {
        key: 'channel',
        title: t('events.channel'),
        width: 8.6,
        cell: ({ channel }) => (
          <span title={channel ?? undefined}>{channel ?? t('common.unknown')}</span>
        ),
      },
      {
        key: 'by',
        title: t('events.by'),
        width: 7,
        cell: ({ by }) => <span title={actorText(t, by)}>{actorText(t, by)}</span>,
      },
    ],
    [t, format, onUser],
  );
}
