import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/say.ts';
import { asError } from '../../components/use-command.ts';
import { consoleStore } from '../../store/console.ts';
import { useSelection } from '../../store/selection.ts';
import { RadioNames } from './RadioNames.tsx';

type Props = { readonly users: readonly string[]; readonly onClose: () => void };

/** How many memberships end with the sessions of some users. */
function countPlaces(users: readonly string[]): number {
  const wanted = new Set(users);
  let places = 0;
  for (const { members } of consoleStore.getState().channels.values()) {
    places += members.filter(({ user_id }) => wanted.has(user_id)).length;
  }
  return places;
}

/** Kicks one after another; who has gone meanwhile is where he was to go. */
async function kickAll(users: readonly string[]): Promise<OperatorError | null> {
  for (const user_id of users) {
    const result = await api.command('radio.kick', { user_id });
    if (!result.ok && result.error.code !== 'no_such_radio') return result.error;
  }
  return null;
}

/** Asks before radios are kicked, and names every one of them. */
export function KickRadios({ users, onClose }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<OperatorError | null>(null);
  // What is hit is what was read, though channels go on changing behind the dialog.
  const [places] = useState(() => countPlaces(users));
  const [user = ''] = users;
  const isOne = users.length === 1;
  const count = users.length;
  const hits =
    places === 0
      ? isOne
        ? t('radios.kicking.hits_nothing', { user })
        : t('radios.kicking.many_nothing', { count })
      : isOne
        ? t('radios.kicking.hits', { user, count: places })
        : t('radios.kicking.many', { radios: count, count: places });
  const submit = isOne ? t('radios.kicking.submit', { user }) : t('radios.kicking.all', { count });

  const run = async (): Promise<void> => {
    setBusy(true);
    const failed = await kickAll(users).catch(asError);
    setBusy(false);
    setError(failed);
    if (failed !== null) return;
    const { picked, set } = useSelection.getState();
    set([...picked].filter((other) => !users.includes(other)));
    onClose();
    say(isOne ? t('radios.kicking.done', { user }) : t('radios.kicking.all_done', { count }));
  };

  return (
    <Dialog
      title={isOne ? t('radios.kicking.title', { user }) : t('radios.kicking.all_title', { count })}
      onClose={onClose}
    >
      <div className="stack">
        <p>
          <strong>{hits}</strong>
        </p>
        {!isOne && <RadioNames users={users} />}
        <p className="soft">{t('radios.kicking.again')}</p>
        {error !== null && <ErrorNote error={error} />}
        <div className="row row--end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button variant="caution" loading={busy} onClick={() => void run()}>
            {submit}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
