import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Limit } from '../../../contract/limits.ts';
import { Choice } from '../../components/Choice.tsx';
import { clockDuration, useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import {
  changesText,
  dateText,
  lifeSeconds,
  LIVES,
  meantChange,
  nextChanges,
  parseChanges,
  shiftChanges,
  type LifeChoice,
} from './life.ts';

/** The longest day there is to choose, counted from now. */
const DAY_MS = 24 * 3_600_000;

/** The life that a form begins with: this shift. */
export function firstLife(): LifeChoice {
  const changes = shiftChanges.load();
  return { life: 'shift', shift: null, date: dateText(Date.now() + DAY_MS), changes };
}

type Props = {
  readonly choice: LifeChoice;
  readonly error: string | undefined;
  readonly onChange: (choice: LifeChoice) => void;
};

/** How long a token is to be valid, and until when that is. */
export function LifeField({ choice, error, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { life } = choice;
  const ttl_s = lifeSeconds(choice, now);
  const isPossible = ttl_s >= Limit.TOKEN_TTL_S.min && ttl_s <= Limit.TOKEN_TTL_S.max;
  return (
    <>
      <Choice
        label={t('tokens.minting.life')}
        hint={
          isPossible ? t('tokens.minting.until', { time: format.day(now + ttl_s * 1_000) }) : '–'
        }
        value={life}
        options={LIVES.map((value) => ({ value, label: t(`tokens.minting.${value}`) }))}
        onChange={(value) => onChange({ ...choice, life: value })}
      />
      {life === 'shift' && <ShiftField choice={choice} onChange={onChange} />}
      {life === 'date' && (
        <TextInput
          type="date"
          label={t('tokens.minting.last_day')}
          description={t('tokens.minting.last_day_hint')}
          value={choice.date}
          min={dateText(now)}
          max={dateText(now + (Limit.TOKEN_TTL_S.max * 1_000 - DAY_MS))}
          error={error}
          onChange={(event) => onChange({ ...choice, date: event.currentTarget.value })}
          classNames={{ input: 'life__date' }}
        />
      )}
    </>
  );
}

/** Which end of a shift is meant, and when shifts change here. */
function ShiftField({ choice, onChange }: Omit<Props, 'error'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [text, setText] = useState(() => changesText(choice.changes));
  const ends = nextChanges(choice.changes, now);
  const shift = choice.shift ?? meantChange(ends, now);
  const isWrong = parseChanges(text) === null;
  const write = (written: string): void => {
    setText(written);
    const changes = parseChanges(written);
    if (changes === null) return;
    shiftChanges.save(changes);
    onChange({ ...choice, shift: null, changes });
  };
  return (
    <div className="life__shift">
      <Choice
        label={t('tokens.minting.shift_end')}
        hint={t('tokens.minting.left', { time: clockDuration((ends[shift] ?? now) - now) })}
        value={String(shift)}
        options={ends.map((end, index) => ({ value: String(index), label: format.time(end) }))}
        onChange={(value) => onChange({ ...choice, shift: Number(value) })}
      />
      <TextInput
        label={t('tokens.minting.changes')}
        description={t('tokens.minting.changes_hint')}
        value={text}
        error={isWrong ? t('tokens.minting.changes_wrong') : undefined}
        onChange={(event) => write(event.currentTarget.value)}
      />
    </div>
  );
}
