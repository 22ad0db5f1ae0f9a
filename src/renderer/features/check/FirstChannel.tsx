import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/say.ts';
import { useCommand } from '../../components/use-command.ts';
import { useFieldError } from '../../components/use-field-error.ts';
import { useConsole } from '../../store/console.ts';
import { sortedBy } from '../../store/select.ts';
import { channelIdFor } from './channel-id.ts';

/** Makes the first channel by its name alone; says which there are once there are some. */
export function FirstChannel() {
  const { t } = useTranslation();
  const channels = useConsole((state) => state.channels);
  const [typed, setTyped] = useState<string | null>(null);
  const command = useCommand('channel.create', (channel) => {
    say(t('net.create.done', { name: channel.channel_name }));
  });
  const errorOf = useFieldError(command);
  if (channels.size > 0) {
    const names = sortedBy(channels.values(), ({ channel_name }) => channel_name)
      .map(({ channel_name }) => channel_name)
      .join(', ');
    return <p>{t('check.steps.channel_done', { count: channels.size, names })}</p>;
  }
  const channel_name = typed ?? t('check.steps.channel_first');
  const create = (): void => {
    const channel_id = channelIdFor(channel_name, new Set(channels.keys()));
    void command.run({ channel_id, channel_name });
  };
  return (
    <form
      className="step__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <TextInput
        label={t('check.steps.channel_name')}
        value={channel_name}
        error={errorOf('channel_name')}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          command.mend('channel_name');
        }}
      />
      <Button type="submit" variant="filled" loading={command.busy}>
        {t('check.steps.channel_create')}
      </Button>
      {command.error !== null && <ErrorNote error={command.error} />}
    </form>
  );
}
