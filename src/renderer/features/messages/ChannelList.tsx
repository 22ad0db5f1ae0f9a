import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { useUnread } from '../../store/unread.ts';
import { UnreadMark } from '../../components/UnreadMark.tsx';

type Props = {
  readonly channels: readonly ChannelView[];
  readonly open: string;
  readonly onOpen: (channel: string) => void;
};

/** The channels, with what is unread in them. */
export function ChannelList({ channels, open, onOpen }: Props) {
  const { t } = useTranslation();
  const counts = useUnread((state) => state.counts);
  return (
    <nav className="chat__channels" aria-label={t('messages.channels')}>
      <ul>
        {channels.map(({ channel_id, channel_name, members }) => {
          const unread = counts[channel_id] ?? 0;
          return (
            <li key={channel_id}>
              <button
                type="button"
                className="chat__channel"
                aria-current={channel_id === open ? 'true' : undefined}
                data-unread={unread > 0 || undefined}
                onClick={() => onOpen(channel_id)}
              >
                <span className="two-lines">
                  <span className="cut" title={channel_name}>
                    {channel_name}
                  </span>
                  <span className="soft">{t('messages.members', { count: members.length })}</span>
                </span>
                <UnreadMark count={unread} />
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
