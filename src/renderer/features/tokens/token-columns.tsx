import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../../contract/operator.ts';
import type { Column } from '../../components/table/column.ts';
import { useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { TokenMark } from './TokenMark.tsx';
import { tokenState } from './token-state.ts';

type Revoke = (tokens: readonly TokenView[]) => void;

export function useTokenColumns(onRevoke: Revoke): readonly Column<TokenView>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () =>
      [
        {
          key: 'user',
          title: t('tokens.user'),
          width: 9,
          value: ({ user_id }) => user_id,
          cell: ({ user_id }) => <span title={user_id}>{user_id}</span>,
        },
        {
          key: 'state',
          title: t('tokens.state'),
          width: 6.5,
          cell: (token) => <State token={token} />,
        },
        {
          key: 'role',
          title: t('tokens.role'),
          width: 6,
          value: ({ role }) => role,
          cell: ({ role }) => t(`role.${role}`),
        },
        {
          key: 'channels',
          title: t('tokens.channels'),
          width: 10,
          cell: ({ channels }) =>
            channels.includes('*') ? (
              t('tokens.all_channels')
            ) : (
              <span className="mono" title={channels.join('\n')}>
                {channels.join(', ')}
              </span>
            ),
        },
        {
          key: 'issued',
          title: t('tokens.issued'),
          width: 8,
          value: ({ issued_at }) => issued_at,
          cell: ({ issued_at }) => format.time(issued_at),
        },
        {
          key: 'expires',
          title: t('tokens.expires'),
          width: 8,
          value: ({ expires_at }) => expires_at,
          cell: ({ expires_at }) => format.time(expires_at),
        },
        {
          key: 'last_used',
          title: t('tokens.last_used'),
          width: 8,
          value: ({ last_used_at }) => last_used_at,
          cell: ({ last_used_at: at }) =>
            at === null ? <span className="soft">{t('common.never')}</span> : format.time(at),
        },
        {
          key: 'actions',
          title: t('tokens.actions'),
          width: 7,
          numeric: true,
          cell: (token) => <Revoking token={token} onRevoke={onRevoke} />,
        },
      ] satisfies Column<TokenView>[],
    [t, format, onRevoke],
  );
}

function State({ token }: { readonly token: TokenView }) {
  return <TokenMark state={tokenState(token, useNow())} />;
}

/** Only a token that can be used can be revoked. */
function Revoking({ token, onRevoke }: { readonly token: TokenView; readonly onRevoke: Revoke }) {
  const { t } = useTranslation();
  const now = useNow();
  if (tokenState(token, now) !== 'valid') return null;
  return (
    <Button
      variant="default"
      aria-label={t('tokens.revoke_of', { user: token.user_id })}
      onClick={() => onRevoke([token])}
    >
      {t('tokens.revoke')}
    </Button>
  );
}
