import { Tabs } from '@mantine/core';
import { IconHistory, IconMessage2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { UnreadMark } from '../../components/UnreadMark.tsx';
import { kept } from '../../store/kept.ts';
import { useUnread } from '../../store/unread.ts';
import { ChatLog } from '../messages/ChatLog.tsx';
import { Composer } from '../messages/Composer.tsx';
import { ChannelEvents } from './ChannelEvents.tsx';
import '../messages/MessagesView.css';

const tab = kept<'messages' | 'events'>(
  'channel.tab',
  'messages',
  (value): value is 'messages' | 'events' => value === 'messages' || value === 'events',
);

type Props = { readonly channel: ChannelView; readonly isThere: boolean };

/** What is written in a channel, and what happens in it. */
export function ChannelSide({ channel, isThere }: Props) {
  const { t } = useTranslation();
  const { channel_id: id } = channel;
  const unread = useUnread(({ counts }) => counts[id] ?? 0);
  return (
    <Tabs
      className="channel-side"
      defaultValue={tab.load()}
      keepMounted={false}
      onChange={(value) => tab.save(value === 'events' ? 'events' : 'messages')}
    >
      <Tabs.List aria-label={t('channel.beside')}>
        <Tabs.Tab
          value="messages"
          leftSection={<IconMessage2 size={20} aria-hidden />}
          rightSection={<UnreadMark count={unread} />}
        >
          {t('channel.messages')}
        </Tabs.Tab>
        <Tabs.Tab value="events" leftSection={<IconHistory size={20} aria-hidden />}>
          {t('channel.events')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="messages" className="channel-side__panel">
        <ChatLog channel={id} />
        {isThere && <Composer channel={channel} />}
      </Tabs.Panel>
      <Tabs.Panel value="events" className="channel-side__panel">
        <ChannelEvents id={id} />
      </Tabs.Panel>
    </Tabs>
  );
}
