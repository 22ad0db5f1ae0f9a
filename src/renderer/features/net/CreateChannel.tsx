import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ChannelFields,
  FRESH_CHANNEL,
  type ChannelValues,
} from '../../components/ChannelFields.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { say } from '../../components/say.ts';
import { useCommand } from '../../components/use-command.ts';
import { useFieldError } from '../../components/use-field-error.ts';

const FIELDS = ['channel_id', 'channel_name', 'capacity'] as const;

export function CreateChannel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [values, setValues] = useState(FRESH_CHANNEL);
  const command = useCommand('channel.create', (channel) => {
    onClose();
    say(t('net.create.done', { name: channel.channel_name }));
  });
  const errorOf = useFieldError(command);
  const change = (patch: Partial<ChannelValues>): void => {
    setValues((before) => ({ ...before, ...patch }));
    for (const field of Object.keys(patch)) command.mend(field);
  };

  return (
    <FormDialog
      title={t('net.create.title')}
      submit={t('net.create.submit')}
      busy={command.busy}
      error={command.error}
      fields={FIELDS}
      onSubmit={() => void command.run({ ...values, capacity: Number(values.capacity || NaN) })}
      onClose={onClose}
    >
      <ChannelFields values={values} change={change} errorOf={errorOf} />
    </FormDialog>
  );
}
