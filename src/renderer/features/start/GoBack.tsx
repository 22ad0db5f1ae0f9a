import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { asError } from '../../components/use-command.ts';

/** The way back from settings with which the net does not start. */
export function GoBack({ isBlocked }: { readonly isBlocked: boolean }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<OperatorError | null>(null);
  const goBack = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const result = await api.goBack().catch((cause: unknown) => ({
      ok: false as const,
      error: asError(cause),
    }));
    setBusy(false);
    if (!result.ok) setError(result.error);
  };
  return (
    <div className="start__back">
      <p className="soft">{t('start.go_back_why')}</p>
      <Button
        variant="filled"
        leftSection={<IconArrowBackUp size={20} aria-hidden />}
        disabled={isBlocked}
        loading={busy}
        onClick={() => void goBack()}
      >
        {t('start.go_back')}
      </Button>
      {error !== null && <ErrorNote error={error} />}
    </div>
  );
}
