import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Default, Limit } from '../../../contract/limits.ts';
import { Choice } from '../../components/Choice.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { LIVES, type Life } from './life.ts';

type Props = {
  readonly life: Life;
  readonly hours: number | string;
  /** The length that comes of both, in seconds. */
  readonly ttl_s: number;
  readonly error: string | undefined;
  readonly onChange: (patch: { life?: Life; hours?: number | string }) => void;
};

/** How long a token is to be valid, and until when that is. */
export function LifeField({ life, hours, ttl_s, error, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const isPossible = ttl_s >= Limit.TOKEN_TTL_S.min && ttl_s <= Limit.TOKEN_TTL_S.max;
  const label = (option: Life): string =>
    option === 'shift'
      ? t('tokens.minting.shift', { hours: Default.TOKEN_TTL_S / 3_600 })
      : t(`tokens.minting.${option}`);
  return (
    <>
      <Choice
        label={t('tokens.minting.life')}
        hint={
          isPossible ? t('tokens.minting.until', { time: format.day(now + ttl_s * 1_000) }) : '–'
        }
        value={life}
        options={LIVES.map((value) => ({ value, label: label(value) }))}
        onChange={(value) => onChange({ life: value })}
      />
      {life === 'own' && (
        <NumberInput
          label={t('tokens.minting.hours')}
          description={t('tokens.minting.hours_hint')}
          value={hours}
          error={error}
          onChange={(value) => onChange({ hours: value })}
          allowNegative={false}
          hideControls
          classNames={{ input: 'short-field' }}
        />
      )}
    </>
  );
}
