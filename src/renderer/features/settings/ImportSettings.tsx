import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SettingsImport } from '../../../contract/console.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { changedText } from './setting-words.ts';
import { sayKept } from './say-kept.ts';
import { useSettings } from './settings-store.ts';

type Props = { readonly found: SettingsImport; readonly onClose: () => void };

/** What a file of settings would change, before anything is. */
export function ImportSettings({ found, onClose }: Props) {
  const { t } = useTranslation();
  const { busy, error, faults, replace } = useSettings();
  const { path, changes } = found;
  const dash = t('common.unknown');
  const use = async (): Promise<void> => {
    const state = await replace(found.settings);
    if (state === null) return;
    onClose();
    sayKept(t, state);
  };
  return (
    <Dialog title={t('settings.importing.title')} isWide onClose={onClose}>
      <div className="stack">
        <p className="soft cut" title={path}>
          {t('settings.importing.from', { path })}
        </p>
        {changes.length === 0 ? (
          <p>{t('settings.importing.same')}</p>
        ) : (
          <>
            <p>{t('settings.importing.changes', { count: changes.length })}</p>
            <div
              className="import__changes"
              tabIndex={0}
              role="region"
              aria-label={t('settings.importing.title')}
            >
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('settings.importing.setting')}</th>
                    <th scope="col">{t('settings.importing.before')}</th>
                    <th scope="col">{t('settings.importing.after')}</th>
                  </tr>
                </thead>
                <tbody>
                  {changes.map(({ field, from, to }) => (
                    <tr key={field}>
                      <th scope="row">
                        <span className="two-lines">
                          <span>{changedText(t, field)}</span>
                          <span className="mono soft">{field}</span>
                        </span>
                      </th>
                      <td className="mono">{from ?? dash}</td>
                      <td className="mono">{to ?? dash}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p className="soft">{t('settings.importing.whole')}</p>
          </>
        )}
        {error !== null && <ErrorNote error={error} />}
        {faults.map(({ reason }) => (
          <p key={reason} role="alert" lang="en" className="mono">
            {reason}
          </p>
        ))}
        <div className="row row--end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t(changes.length === 0 ? 'common.close' : 'common.cancel')}
          </Button>
          {changes.length > 0 && (
            <Button variant="filled" loading={busy} onClick={() => void use()}>
              {t('settings.importing.submit')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
