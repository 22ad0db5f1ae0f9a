import { Button, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MintedToken } from '../../../contract/operator.ts';
import { CommandLine } from '../../components/CommandLine.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { gatewayForAll } from '../../components/gateway.ts';
import { useConsole } from '../../store/console.ts';

type Props = { readonly minted: MintedToken; readonly onClose: () => void };

/** Shows a token, the only time that it can be seen, and says what a radio does with it. */
export function MintedTokenDialog({ minted: { token, view }, onClose }: Props) {
  const { t } = useTranslation();
  const url = useConsole(({ net }) =>
    net.state === 'on_air' ? gatewayForAll(net.addresses).url : undefined,
  );
  const [pattern = ''] = view.channels;
  return (
    <Dialog title={t('tokens.minted.title', { user: view.user_id })} isFirm onClose={onClose}>
      <div className="stack">
        <p className="minted__once">
          <IconAlertTriangle size={22} aria-hidden />
          {t('tokens.minted.once')}
        </p>
        <Textarea
          label={t('tokens.minted.token')}
          value={token}
          readOnly
          autosize
          minRows={3}
          maxRows={6}
          spellCheck={false}
          classNames={{ input: 'mono minted__token' }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className="row">
          <CopyButton text={token} label={t('tokens.minted.copy')} wide main />
        </div>
        <div>
          <p>{t('tokens.minted.into_radio')}</p>
          <dl className="minted__facts">
            <Fact label={t('tokens.minted.gateway')} value={url ?? t('strip.no_address')} />
            <Fact label={t('tokens.minted.user')} value={view.user_id} />
            <Fact label={t('tokens.minted.token')} value={`${token.slice(0, 16)}…`} />
          </dl>
        </div>
        <div className="minted__try">
          <p>{t('tokens.minted.or_try')}</p>
          <CommandLine
            user={view.user_id}
            token={token}
            channel={pattern.includes('*') ? 'CHANNEL' : pattern}
          />
        </div>
        <div className="row row--end">
          <Button variant="default" onClick={onClose}>
            {t('tokens.minted.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt className="soft">{label}</dt>
      <dd className="mono">{value}</dd>
    </div>
  );
}
