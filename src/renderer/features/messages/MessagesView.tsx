import { Button } from '@mantine/core';
import { IconMessage2, IconSend } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../components/Nothing.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useConsole } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import { kept } from '../../store/kept.ts';
import { sortedBy } from '../../store/select.ts';
import { useUnreadSum } from '../../store/unread.ts';
import { ChannelList } from './ChannelList.tsx';
import { ChatLog } from './ChatLog.tsx';
import { Composer } from './Composer.tsx';
import './MessagesView.css';

const lastOpen = kept<string>(
  'messages.open',
  '',
  (value): value is string => typeof value === 'string',
);

/** What is written in the channels. */
export function MessagesView() {
  const { t } = useTranslation();
  const channels = useConsole((state) => state.channels);
  const sorted = useMemo(
    () => sortedBy(channels.values(), (channel) => channel.channel_name),
    [channels],
  );
  const [chosen, setChosen] = useState(lastOpen.load);
  const open = channels.get(chosen) ?? sorted[0];
  const unread = useUnreadSum();
  const openDialog = useDialog((state) => state.open);
  const choose = (channel: string): void => {
    lastOpen.save(channel);
    setChosen(channel);
  };

  return (
    <div className="view">
      <ViewHead
        title={t('views.messages')}
        summary={unread === 0 ? t('messages.all_read') : t('messages.unread', { count: unread })}
      >
        {open && (
          <Button
            variant="default"
            leftSection={<IconSend size={20} aria-hidden />}
            aria-keyshortcuts="w"
            onClick={() => openDialog({ kind: 'message', channels: [open.channel_id] })}
          >
            {t('messages.write_several')}
          </Button>
        )}
      </ViewHead>
      {open ? (
        <div className="chat">
          <ChannelList channels={sorted} open={open.channel_id} onOpen={choose} />
          <section className="chat__open" aria-label={open.channel_name}>
            <h2 className="chat__title">
              <span className="cut">{open.channel_name}</span>
              <span className="mono soft cut">{open.channel_id}</span>
            </h2>
            <ChatLog key={open.channel_id} channel={open.channel_id} />
            <Composer key={`to ${open.channel_id}`} channel={open} />
          </section>
        </div>
      ) : (
        <Nothing
          icon={IconMessage2}
          title={t('messages.no_channels')}
          why={t('messages.no_channels_why')}
        />
      )}
    </div>
  );
}
