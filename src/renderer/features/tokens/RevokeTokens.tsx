import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorError, TokenView } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/say.ts';
import { asError } from '../../components/use-command.ts';
import { consoleStore } from '../../store/console.ts';
import { usersOnWith } from './token-state.ts';

type Props = {
  readonly tokens: readonly TokenView[];
  readonly onRevoked: () => void;
  readonly onClose: () => void;
};

/** Revokes one after another; one that is gone from the list is as good as revoked. */
async function revokeAll(tokens: readonly TokenView[]): Promise<OperatorError | null> {
  for (const { jti } of tokens) {
    const result = await api.command('token.revoke', { jti });
    if (!result.ok && result.error.code !== 'no_such_token') return result.error;
  }
  return null;
}

/** Asks before tokens are revoked, which nothing takes back: whose they are, and who is cut off. */
export function RevokeTokens({ tokens, onRevoked, onClose }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<OperatorError | null>(null);
  // What is hit is what was read, though radios come and go behind the dialog.
  const [on] = useState(() => usersOnWith(tokens, consoleStore.getState().radios.values()));
  const [first] = tokens;
  const user = first?.user_id ?? '';
  const count = tokens.length;
  const isOne = count === 1;

  const run = async (): Promise<void> => {
    setBusy(true);
    const failed = await revokeAll(tokens).catch(asError);
    setBusy(false);
    setError(failed);
    if (failed !== null) return;
    onClose();
    onRevoked();
    say(isOne ? t('tokens.revoking.done', { user }) : t('tokens.revoking.all_done', { count }));
  };

  return (
    <Dialog
      title={
        isOne ? t('tokens.revoking.title', { user }) : t('tokens.revoking.all_title', { count })
      }
      onClose={onClose}
    >
      <div className="stack">
        <p>
          <strong>
            {on.size === 0
              ? t('tokens.revoking.hits_nobody')
              : t('tokens.revoking.hits', { count: on.size })}
          </strong>
        </p>
        {(!isOne || on.size > 0) && (
          <ul className="revoked-names" aria-label={t('views.tokens')} tabIndex={0}>
            {tokens.map(({ jti, user_id }) => (
              <li key={jti}>
                <span className="cut" title={user_id}>
                  {user_id}
                </span>
                {on.has(jti) && <span>{t('tokens.revoking.is_on')}</span>}
              </li>
            ))}
          </ul>
        )}
        <p className="soft">{t('tokens.revoking.forever')}</p>
        {error !== null && <ErrorNote error={error} />}
        <div className="row row--end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button variant="caution" loading={busy} onClick={() => void run()}>
            {isOne ? t('tokens.revoking.submit') : t('tokens.revoking.submit_all', { count })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
