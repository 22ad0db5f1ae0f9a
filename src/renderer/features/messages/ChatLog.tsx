import { Button } from '@mantine/core';
import { IconArrowDown, IconHistory } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../contract/events.ts';
import type { Result } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useConsole } from '../../store/console.ts';
import type { Page } from '../../store/journal-pages.ts';
import { useUnread } from '../../store/unread.ts';
import { useJournal } from '../../store/use-journal.ts';
import { Message } from './Message.tsx';

/** How far from its end the log may be and still count as read to the end, in px. */
const END_PX = 40;

async function messagesOf(
  channel_id: string,
  before: number | undefined,
): Promise<Result<Page<MessageView>>> {
  const result = await api.command('messages.list', {
    channel_id,
    ...(before !== undefined && { before }),
  });
  if (!result.ok) return result;
  const { messages: rows, more } = result.value;
  return { ok: true, value: { rows, more } };
}

/** The messages of a channel, the newest last; it follows them while its end is in sight. */
export function ChatLog({ channel }: { readonly channel: string }) {
  const { t } = useTranslation();
  const head = useConsole((state) => state.heads.message_id);
  const load = useCallback((before?: number) => messagesOf(channel, before), [channel]);
  const { page, error, loadOlder } = useJournal(load, head, true);
  const markRead = useUnread((state) => state.markRead);
  const [firstUnread] = useState(() => unreadSince(channel));
  const [isAtEnd, setAtEnd] = useState(true);
  const log = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const rows = page?.rows ?? [];
  const newest = rows[0]?.id;
  const oldest = rows.at(-1)?.id;

  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) return;
    // At the end it stays there; else what is being read stays where it is.
    if (isAtEnd) element.scrollTop = element.scrollHeight;
    else element.scrollTop += element.scrollHeight - height.current;
    height.current = element.scrollHeight;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when older rows come, and only then
  }, [oldest]);
  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) return;
    if (isAtEnd) element.scrollTop = element.scrollHeight;
    height.current = element.scrollHeight;
  }, [newest, isAtEnd]);
  useEffect(() => {
    if (isAtEnd && newest !== undefined) markRead(channel, newest);
  }, [channel, newest, isAtEnd, markRead]);

  const onScroll = (): void => {
    const element = log.current;
    if (element === null) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < END_PX);
  };

  return (
    <div className="chat__room">
      <div
        className="chat__log"
        ref={log}
        role="log"
        aria-label={t('messages.log')}
        tabIndex={0}
        onScroll={onScroll}
      >
        {page?.more === true && (
          <Button
            className="chat__earlier"
            variant="default"
            leftSection={<IconHistory size={18} aria-hidden />}
            onClick={loadOlder}
          >
            {t('messages.earlier')}
          </Button>
        )}
        {error !== null && <ErrorNote error={error} />}
        {page !== null && rows.length === 0 && (
          <p className="chat__none soft">{t('messages.none')}</p>
        )}
        {rows.toReversed().map((message, index, all) => (
          <Message
            key={message.id}
            message={message}
            isFirstUnread={
              firstUnread !== null &&
              message.id > firstUnread &&
              (all[index - 1]?.id ?? 0) <= firstUnread
            }
          />
        ))}
      </div>
      {!isAtEnd && (
        <Button
          className="chat__to-end"
          variant="filled"
          leftSection={<IconArrowDown size={18} aria-hidden />}
          onClick={() => setAtEnd(true)}
        >
          {t('messages.to_newest')}
        </Button>
      )}
    </div>
  );
}

/** The last message that was read when the channel was opened; null where all were. */
function unreadSince(channel: string): number | null {
  const { read, counts } = useUnread.getState();
  return (counts[channel] ?? 0) > 0 ? (read[channel] ?? 0) : null;
}
