import { Button } from '@mantine/core';
import { IconKey, IconQrcode } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';

/** A start need not wait for what draws QR codes. */
const JoinDialog = lazy(() => import('../../components/shell/JoinDialog.tsx'));

/** Mints the first token, and gives out the address beside it. */
export function FirstToken() {
  const { t } = useTranslation();
  const tokens = useConsole((state) => state.tokens);
  const net = useConsole((state) => state.net);
  const open = useDialog((state) => state.open);
  const [isJoining, setIsJoining] = useState(false);
  const last = [...tokens.values()].sort((a, b) => b.issued_at - a.issued_at)[0];
  return (
    <>
      {last !== undefined && (
        <p>{t('check.steps.token_done', { count: tokens.size, user: last.user_id })}</p>
      )}
      <div className="row">
        <Button
          variant={last === undefined ? 'filled' : 'default'}
          leftSection={<IconKey size={20} aria-hidden />}
          onClick={() => open({ kind: 'mint_token' })}
        >
          {t(last === undefined ? 'check.steps.token_mint' : 'check.steps.token_more')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconQrcode size={20} aria-hidden />}
          onClick={() => setIsJoining(true)}
        >
          {t('check.steps.join')}
        </Button>
      </div>
      {isJoining && net.state === 'on_air' && (
        <Suspense>
          <JoinDialog addresses={net.addresses} onClose={() => setIsJoining(false)} />
        </Suspense>
      )}
    </>
  );
}
