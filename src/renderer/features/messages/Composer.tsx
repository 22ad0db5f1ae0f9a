import { Button, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useCommand } from '../../components/use-command.ts';
import { useFieldError } from '../../components/use-field-error.ts';

/** Writes to the channel that is open. */
export function Composer({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation();
  const [content, setContent] = useState('');
  const command = useCommand('message.send', () => setContent(''));
  const errorOf = useFieldError(command);
  const send = (): void => {
    if (!command.busy) void command.run({ channel_ids: [channel.channel_id], content });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that ends the composition of a Korean syllable is no end of the message.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        className="composer__text"
        aria-label={t('messages.text_to', { channel: channel.channel_name })}
        placeholder={t('messages.text_hint')}
        autosize
        minRows={1}
        maxRows={6}
        value={content}
        error={errorOf('content')}
        onChange={(event) => {
          setContent(event.currentTarget.value);
          command.mend('content');
        }}
        onKeyDown={onKeyDown}
      />
      <Button
        type="submit"
        variant="filled"
        loading={command.busy}
        leftSection={<IconSend size={20} aria-hidden />}
      >
        {t('messages.send')}
      </Button>
      {command.error !== null && <ErrorNote error={command.error} />}
    </form>
  );
}
