import { Button } from '@mantine/core';
import { IconKey, IconPlus, IconRefresh, IconSearchOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../../contract/operator.ts';
import { DataTable } from '../../components/table/DataTable.tsx';
import { Nothing } from '../../components/Nothing.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { useConsole } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import { RevokeTokens } from './RevokeTokens.tsx';
import { RotateKey } from './RotateKey.tsx';
import { useTokenColumns } from './token-columns.tsx';
import { isFound, sortedTokens, tokenState } from './token-state.ts';
import { TokenTools } from './TokenTools.tsx';
import { usePickedTokens } from './use-picked-tokens.ts';
import './TokensView.css';

type Open =
  { readonly kind: 'rotate' } | { readonly kind: 'revoke'; readonly tokens: readonly TokenView[] };

/** Who may log in: tokens that were minted, and what became of them. */
export function TokensView() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const tokens = useConsole((state) => state.tokens);
  const [open, setOpen] = useState<Open | null>(null);
  const [wanted, setWanted] = useState('');
  const close = (): void => setOpen(null);
  const openDialog = useDialog((state) => state.open);
  const mint = (): void => openDialog({ kind: 'mint_token' });
  const [revoke] = useState(
    () =>
      (some: readonly TokenView[]): void =>
        setOpen({ kind: 'revoke', tokens: some }),
  );
  const columns = useTokenColumns(revoke);
  const rows = useMemo(() => sortedTokens(tokens.values(), now), [tokens, now]);
  const found = useMemo(() => rows.filter((token) => isFound(token, wanted)), [rows, wanted]);
  const valid = rows.filter((token) => tokenState(token, now) === 'valid');
  const { picking, picked, clear } = usePickedTokens(valid);
  const mintButton = (
    <Button variant="filled" leftSection={<IconPlus size={20} aria-hidden />} onClick={mint}>
      {t('tokens.mint')}
    </Button>
  );

  return (
    <div className="view">
      <ViewHead
        title={t('views.tokens')}
        summary={t('tokens.summary', {
          valid: format.number(valid.length),
          count: rows.length,
        })}
      >
        <Button
          variant="default"
          leftSection={<IconRefresh size={20} aria-hidden />}
          onClick={() => setOpen({ kind: 'rotate' })}
        >
          {t('tokens.rotate')}
        </Button>
        {rows.length > 0 && mintButton}
      </ViewHead>
      {rows.length === 0 ? (
        <Nothing icon={IconKey} title={t('tokens.empty')} why={t('tokens.empty_why')}>
          {mintButton}
        </Nothing>
      ) : (
        <>
          <TokenTools
            wanted={wanted}
            onWanted={setWanted}
            picked={picked.length}
            onRevoke={() => revoke(picked)}
            onClear={clear}
          />
          {found.length === 0 ? (
            <Nothing icon={IconSearchOff} title={t('tokens.none_found', { search: wanted.trim() })}>
              <Button variant="default" onClick={() => setWanted('')}>
                {t('tokens.show_all')}
              </Button>
            </Nothing>
          ) : (
            <DataTable
              label={t('views.tokens')}
              columns={columns}
              rows={found}
              rowKey={(token) => token.jti}
              picking={picking}
            />
          )}
        </>
      )}
      {open?.kind === 'revoke' && (
        <RevokeTokens tokens={open.tokens} onRevoked={clear} onClose={close} />
      )}
      {open?.kind === 'rotate' && <RotateKey onClose={close} />}
    </div>
  );
}
