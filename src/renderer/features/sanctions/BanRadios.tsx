import { TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SanctionView } from '../../../contract/sanctions.ts';
import type { OperatorError } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { Choice } from '../../components/Choice.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { sayUndoable } from '../../components/say-undoable.tsx';
import { asError } from '../../components/use-command.ts';
import { useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { consoleStore } from '../../store/console.ts';
import { useSelection } from '../../store/selection.ts';
import { RadioNames } from '../radios/RadioNames.tsx';
import { BAN_LENGTHS, BAN_LENGTH_S, SHIFT_HOURS, type BanLength } from './ban-length.ts';
import { lift } from './sanction-commands.ts';
import { BAN_BY, banPlan, type BanBy } from './ban-targets.ts';

const REASON_CHARACTERS = 200;
const FIELDS = ['reason'] as const;

type Props = { readonly users: readonly string[]; readonly onClose: () => void };

/** Bans radios: by what, how long, and why; names every one that is hit. */
export function BanRadios({ users, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [by, setBy] = useState<BanBy>('user');
  const [length, setLength] = useState<BanLength>('shift');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<OperatorError | null>(null);
  // What is hit is what was read, though radios come and go behind the dialog.
  const [radios] = useState(() => consoleStore.getState().radios);
  const { targets, hit, missed } = useMemo(() => banPlan(users, by, radios), [users, by, radios]);
  /** Targets that were banned before one failed: trying again bans the rest. */
  const done = useRef(new Map<string, SanctionView>());
  const [user = ''] = users;
  const ttl_s = BAN_LENGTH_S[length];
  const title = users.length === 1 ? { user } : { count: users.length };

  const banAll = async (): Promise<OperatorError | null> => {
    for (const target of targets) {
      const name = JSON.stringify(target);
      if (done.current.has(name)) continue;
      const result = await api.command('sanction.add', { kind: 'ban', ...target, reason, ttl_s });
      if (!result.ok) return result.error;
      done.current.set(name, result.value);
    }
    return null;
  };
  const ban = async (): Promise<void> => {
    if (targets.length === 0) return;
    setBusy(true);
    const failed = await banAll().catch(asError);
    setBusy(false);
    setError(failed);
    if (failed !== null) return;
    const { picked, set } = useSelection.getState();
    set([...picked].filter((other) => !hit.includes(other)));
    onClose();
    const [first = ''] = hit;
    const bans = [...done.current.values()];
    sayUndoable(
      hit.length === 1
        ? t('sanctions.banning.done', { user: first })
        : t('sanctions.banning.all_done', { count: hit.length }),
      () => void lift(bans),
    );
  };

  return (
    <FormDialog
      title={
        users.length === 1
          ? t('sanctions.banning.title', { user })
          : t('sanctions.banning.all_title', title)
      }
      submit={t('sanctions.banning.submit')}
      isHarsh
      isBlocked={targets.length === 0}
      busy={busy}
      error={error}
      fields={FIELDS}
      onSubmit={() => void ban()}
      onClose={onClose}
    >
      {hit.length > 0 && (
        <>
          <p>
            <strong>{t('sanctions.banning.hits', { count: hit.length })}</strong>
          </p>
          <RadioNames users={hit} />
        </>
      )}
      {missed.length > 0 && by !== 'user' && (
        <p role="status">{t(`sanctions.banning.missed.${by}`, { users: missed.join(', ') })}</p>
      )}
      <TextInput
        label={t('sanctions.banning.reason')}
        description={t('sanctions.banning.reason_hint')}
        value={reason}
        maxLength={REASON_CHARACTERS}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <Choice
        label={t('sanctions.banning.length')}
        hint={
          ttl_s === null
            ? t('sanctions.banning.no_end')
            : t('sanctions.banning.until', { time: format.day(now + 1_000 * ttl_s) })
        }
        value={length}
        options={BAN_LENGTHS.map((value) => ({
          value,
          label: t(`sanctions.banning.lengths.${value}`, { hours: SHIFT_HOURS }),
        }))}
        onChange={setLength}
      />
      <Choice
        label={t('sanctions.banning.by')}
        hint={t(`sanctions.banning.by_hint.${by}`)}
        value={by}
        options={BAN_BY.map((value) => ({ value, label: t(`sanctions.by.${value}`) }))}
        onChange={setBy}
      />
    </FormDialog>
  );
}
