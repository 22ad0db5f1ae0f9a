import { Button } from '@mantine/core';
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { MintedToken, OperatorError, Result } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { Choice } from '../../components/Choice.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/say.ts';
import { asError } from '../../components/use-command.ts';
import { useConsole } from '../../store/console.ts';
import { dateText } from './life.ts';
import { PER_PAGE, TokenCards, type PerPage } from './TokenCards.tsx';

type Props = {
  readonly minted: readonly MintedToken[];
  /** Hears that the tokens are on paper or on the disk now. */
  readonly onTaken?: () => void;
};

/** Prints the cards of tokens, or saves them as a PDF. */
export function CardButtons({ minted, onTaken }: Props) {
  const { t } = useTranslation();
  const addresses = useConsole(({ net }) => (net.state === 'on_air' ? net.addresses : null));
  const [perPage, setPerPage] = useState<PerPage>('8');
  const [doing, setDoing] = useState<'print' | 'pdf' | null>(null);
  const [error, setError] = useState<OperatorError | null>(null);
  const count = minted.length;

  /** Has the cards on the page for as long as something is done with it. */
  const onPaper = async <T,>(
    what: 'print' | 'pdf',
    act: () => Promise<Result<T>>,
  ): Promise<T | null> => {
    flushSync(() => setDoing(what));
    const result = await act().catch((cause: unknown) => ({
      ok: false as const,
      error: asError(cause),
    }));
    setDoing(null);
    setError(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  };
  const print = async (): Promise<void> => {
    const done = await onPaper('print', () => api.print());
    if (done?.printed !== true) return;
    onTaken?.();
    say(t('tokens.card.printed', { count }));
  };
  const save = async (): Promise<void> => {
    const name = `token-cards-${dateText(Date.now())}.pdf`;
    const path = (await onPaper('pdf', () => api.savePdf({ name })))?.path ?? null;
    if (path === null) return;
    onTaken?.();
    say(t('tokens.card.saved', { path }));
  };

  if (addresses === null) return null;
  return (
    <>
      {count > 1 && (
        <Choice
          label={t('tokens.card.per_page')}
          hint={t('tokens.card.per_page_hint')}
          value={perPage}
          options={PER_PAGE.map((value) => ({ value, label: t(`tokens.card.on_page.${value}`) }))}
          onChange={setPerPage}
        />
      )}
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} aria-hidden />}
          loading={doing === 'print'}
          disabled={doing !== null}
          onClick={() => void print()}
        >
          {t('tokens.card.print', { count })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileTypePdf size={20} aria-hidden />}
          loading={doing === 'pdf'}
          disabled={doing !== null}
          onClick={() => void save()}
        >
          {t('tokens.card.pdf')}
        </Button>
      </div>
      {error !== null && <ErrorNote error={error} />}
      {doing !== null &&
        createPortal(
          <TokenCards
            minted={minted}
            addresses={addresses}
            perPage={count === 1 ? '1' : perPage}
          />,
          document.body,
        )}
    </>
  );
}
