import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelSrtp } from '../../contract/fields.ts';
import { Limit } from '../../contract/limits.ts';

/** A channel as it stands in a form, right or not. */
export type ChannelValues = {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly capacity: number | string;
  readonly srtp: ChannelSrtp;
};

export const FRESH_CHANNEL: ChannelValues = {
  channel_id: '',
  channel_name: '',
  capacity: Limit.CHANNEL_MEMBERS,
  srtp: 'optional',
};

type Props = {
  readonly values: ChannelValues;
  readonly change: (patch: Partial<ChannelValues>) => void;
  /** What is wrong with a field, in words. */
  readonly errorOf: (field: 'channel_id' | 'channel_name' | 'capacity') => string | undefined;
};

/** What a channel is made of, wherever one is made. */
export function ChannelFields({ values, change, errorOf }: Props) {
  const { t } = useTranslation();
  return (
    <>
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
    </>
  );
}
