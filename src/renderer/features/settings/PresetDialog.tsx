import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presetChannel, type PresetChannel } from '../../../contract/settings.ts';
import {
  ChannelFields,
  FRESH_CHANNEL,
  type ChannelValues,
} from '../../components/ChannelFields.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';

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
  const [values, setValues] = useState<ChannelValues>(preset ?? FRESH_CHANNEL);
  const [invalid, setInvalid] = useState<readonly string[]>([]);
  const change = (patch: Partial<ChannelValues>): void => {
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
      <ChannelFields values={values} change={change} errorOf={errorOf} />
    </FormDialog>
  );
}
