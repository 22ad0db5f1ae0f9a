import { Button } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsImport } from '../../../contract/console.ts';
import type { OperatorError } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/say.ts';
import { asError } from '../../components/use-command.ts';
import { ImportSettings } from './ImportSettings.tsx';

/** Settings out to a file, and in from one. */
export function FileButtons() {
  const { t } = useTranslation();
  const [found, setFound] = useState<SettingsImport | null>(null);
  const [error, setError] = useState<OperatorError | null>(null);
  const save = async (): Promise<void> => {
    try {
      const result = await api.exportSettings();
      if (!result.ok) setError(result.error);
      else if (result.value.path !== null) {
        say(t('settings.exported', { path: result.value.path }));
      }
    } catch (cause) {
      setError(asError(cause));
    }
  };
  const open = async (): Promise<void> => {
    try {
      const result = await api.importSettings();
      if (result.ok) setFound(result.value);
      else setError(result.error);
    } catch (cause) {
      setError(asError(cause));
    }
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={20} aria-hidden />}
        onClick={() => void save()}
      >
        {t('settings.export')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconUpload size={20} aria-hidden />}
        onClick={() => void open()}
      >
        {t('settings.import')}
      </Button>
      {found !== null && <ImportSettings found={found} onClose={() => setFound(null)} />}
      {error !== null && (
        <Dialog title={t('settings.importing.refused')} onClose={() => setError(null)}>
          <div className="stack">
            <ErrorNote error={error} />
            <div className="row row--end">
              <Button variant="default" onClick={() => setError(null)} data-autofocus>
                {t('common.close')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
