import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Limit } from '../../../contract/limits.ts';
import { presetChannel, type PresetChannel } from '../../../contract/settings.ts';
import { FormDialog } from '../../components/FormDialog.tsx';

type Values = {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly capacity: number | string;
  readonly srtp: PresetChannel['srtp'];
};

const FRESH: Values = {
  channel_id: '',
  channel_name: '',
  capacity: Limit.CHANNEL_MEMBERS,
  srtp: 'optional',
};

type Props = {
  /** Null for a new one. */
  readonly preset: PresetChannel | null;
  /** Ids that other channels of the list have. */
  readonly taken: readonly string[];
  readonly onDone: (preset: PresetChannel) => void;
  readonly onClose: () => void;
};

/** One channel of the list. It is saved with the other settings. */
export function PresetDialog({ preset, taken, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>(preset ?? FRESH);
  const [invalid, setInvalid] = useState<readonly string[]>([]);
  const change = (patch: Partial<Values>): void => {
    setValues((before) => ({ ...before, ...patch }));
    setInvalid((before) => before.filter((field) => !(field in patch)));
  };
  const isTaken = taken.includes(values.channel_id);
  const submit = (): void => {
    const capacity = values.capacity === '' ? NaN : Number(values.capacity);
    const checked = presetChannel.safeParse({ ...values, capacity });
    const wrong = checked.error?.issues.map((issue) => String(issue.path[0])) ?? [];
    if (checked.success && !isTaken) onDone(checked.data);
    else setInvalid(isTaken ? [...wrong, 'channel_id'] : wrong);
  };
  const errorOf = (field: 'channel_id' | 'channel_name' | 'capacity'): string | undefined => {
    if (!invalid.includes(field)) return undefined;
    return field === 'channel_id' && isTaken ? t('settings.preset.taken') : t(`fields.${field}`);
  };
  return (
    <FormDialog
      title={t('settings.preset.new_title')}
      submit={t('settings.preset.submit')}
      busy={false}
      error={null}
      fields={[]}
      onSubmit={submit}
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
