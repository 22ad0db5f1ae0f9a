import { Button } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SettingsState } from '../../../contract/console.ts';
import { useFormat } from '../../i18n/format.ts';
import { changedText, changedValue } from './setting-words.ts';

type Props = { readonly state: SettingsState; readonly onRestart: () => void };

/** What is saved and not in force yet, with what brings it in force. */
export function WaitingBar({ state, onRestart }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { waiting } = state;
  if (waiting.length === 0) return null;
  return (
    <div className="settings__waiting" role="status">
      <IconRefreshAlert size={26} aria-hidden />
      <div>
        <p>{t('settings.waiting', { count: waiting.length })}</p>
        <p className="settings__changes">
          {waiting
            .map(({ field, from, to }) => {
              const [before, after] = [from, to].map((json) =>
                changedValue({ t, format }, field, json),
              );
              return `${changedText(t, field)}: ${before} → ${after}`;
            })
            .join('; ')}
        </p>
      </div>
      <Button variant="filled" onClick={onRestart}>
        {t('settings.restart.open')}
      </Button>
    </div>
  );
}
