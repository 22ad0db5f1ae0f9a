import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelSrtp } from '../../../contract/fields.ts';
import { Limit } from '../../../contract/limits.ts';
import { FormDialog } from '../../components/FormDialog.tsx';
import { say } from '../../components/say.ts';
import { useCommand } from '../../components/use-command.ts';
import { useFieldError } from '../../components/use-field-error.ts';

const FIELDS = ['channel_id', 'channel_name', 'capacity'] as const;
const FRESH = {
  channel_id: '',
  channel_name: '',
  capacity: Limit.CHANNEL_MEMBERS as number | string,
  srtp: 'optional' as ChannelSrtp,
};

export function CreateChannel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [values, setValues] = useState(FRESH);
  const command = useCommand('channel.create', (channel) => {
    onClose();
    say(t('net.create.done', { name: channel.channel_name }));
  });
  const errorOf = useFieldError(command);
  const change = (patch: Partial<typeof FRESH>): void => {
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
      <TextInput
        label={t('net.create.name')}
        description={t('net.create.name_hint')}
        value={values.channel_name}
        error={errorOf('channel_name')}
        onChange={(event) => change({ channel_name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label={t('net.create.id')}
        description={t('net.create.id_hint')}
        value={values.channel_id}
        error={errorOf('channel_id')}
        onChange={(event) => change({ channel_id: event.currentTarget.value })}
        classNames={{ input: 'mono' }}
      />
      <NumberInput
        label={t('net.create.capacity')}
        description={t('net.create.capacity_hint')}
        value={values.capacity}
        error={errorOf('capacity')}
        onChange={(capacity) => change({ capacity })}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        classNames={{ input: 'short-field' }}
      />
      <Checkbox
        label={t('net.create.srtp')}
        description={t('net.create.srtp_hint')}
        checked={values.srtp === 'required'}
        onChange={(event) =>
          change({ srtp: event.currentTarget.checked ? 'required' : 'optional' })
        }
      />
    </FormDialog>
  );
}
