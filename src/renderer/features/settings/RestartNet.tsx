import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../../contract/operator.ts';
import type { SettingsState } from '../../../contract/console.ts';
import { api } from '../../api.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/say.ts';
import { asError } from '../../components/use-command.ts';
import { useConsole } from '../../store/console.ts';
import { movedFields } from './moved-fields.ts';
import { labelText } from './setting-words.ts';

type Props = { readonly state: SettingsState; readonly onClose: () => void };

/** Asks before the net is restarted, with whom that hits and how they come back. */
export function RestartNet({ state, onClose }: Props) {
  const { t } = useTranslation();
  const radios = useConsole((now) => now.radios.size);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<OperatorError | null>(null);
  const net = useConsole((now) => now.net);
  const moved =
    net.state === 'on_air'
      ? movedFields(state, net.addresses).map((name) => labelText(t, name))
      : [];
  const restart = async (): Promise<void> => {
    setBusy(true);
    try {
      const result = await api.restart();
      if (result.ok) say(t('settings.restart.done'));
      else setError(result.error);
    } catch (cause) {
      setError(asError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('settings.restart.title')} onClose={onClose}>
      <div className="stack">
        <p>
          {radios === 0
            ? t('settings.restart.nobody')
            : t('settings.restart.hits', { count: radios })}
        </p>
        {radios > 0 && (
          <p>
            {moved.length === 0
              ? t('settings.restart.come_back')
              : t('settings.restart.moves', { fields: moved.join(', ') })}
          </p>
        )}
        <p className="soft">{t('settings.restart.keeps')}</p>
        {error !== null && <ErrorNote error={error} />}
        <div className="row row--end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button variant="caution" loading={busy} onClick={() => void restart()}>
            {t('settings.restart.submit')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
