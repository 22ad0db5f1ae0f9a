import { IconHeadset } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { OPERATOR, type MessageView } from '../../../contract/events.ts';
import { useFormat } from '../../i18n/format.ts';

type Props = { readonly message: MessageView; readonly isFirstUnread: boolean };

/** One message: who wrote it, when, and what. */
export const Message = memo(function Message({ message, isFirstUnread }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { author_id, content, timestamp } = message;
  const isOwn = author_id === OPERATOR;
  return (
    <>
      {isFirstUnread && <p className="chat__new">{t('messages.new_from_here')}</p>}
      <article className="message" data-own={isOwn || undefined}>
        <p className="message__head">
          {isOwn && <IconHeadset size={16} aria-hidden />}
          <strong className="message__author">{isOwn ? t('messages.operator') : author_id}</strong>
          <time className="soft" dateTime={new Date(timestamp).toISOString()}>
            {format.time(timestamp)}
          </time>
        </p>
        <p className="message__text" dir="auto">
          {content}
        </p>
      </article>
    </>
  );
});
