import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { FormDialog } from '../../components/FormDialog.tsx';
import { say } from '../../components/say.ts';
import { useCommand } from '../../components/use-command.ts';
import { useFieldError } from '../../components/use-field-error.ts';

const FIELDS = ['channel_name'] as const;

type Props = { readonly channel: ChannelView; readonly onClose: () => void };

export function RenameChannel({ channel, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(channel.channel_name);
  const command = useCommand('channel.rename', (renamed) => {
    onClose();
    say(t('net.renaming.done', { name: renamed.channel_name }));
  });
  const errorOf = useFieldError(command);
  const { channel_id } = channel;
  return (
    <FormDialog
      title={t('net.renaming.title', { name: channel.channel_name })}
      submit={t('net.renaming.submit')}
      busy={command.busy}
      error={command.error}
      fields={FIELDS}
      onSubmit={() => void command.run({ channel_id, channel_name: name })}
      onClose={onClose}
    >
      <TextInput
        label={t('net.create.name')}
        value={name}
        error={errorOf('channel_name')}
        onChange={(event) => {
          setName(event.currentTarget.value);
          command.mend('channel_name');
        }}
        data-autofocus
      />
    </FormDialog>
  );
}
