import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { channelAllowed } from '../../../contract/fields.ts';
import type { MintedToken } from '../../../contract/operator.ts';
import { CommandLine } from '../../components/CommandLine.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { gatewayForAll } from '../../components/gateway.ts';
import { QrCode } from '../../components/QrCode.tsx';
import { useConsole } from '../../store/console.ts';
import { CardButtons } from './CardButtons.tsx';
import { invitationOf } from './invitation.ts';
import { OnlyOnce } from './OnlyOnce.tsx';

type Props = { readonly minted: MintedToken; readonly onClose: () => void };

/** Shows a token, the only time that it can be seen, and says what a radio does with it. */
export default function MintedTokenDialog({ minted, onClose }: Props) {
  const { t } = useTranslation();
  const addresses = useConsole(({ net }) => (net.state === 'on_air' ? net.addresses : null));
  const { token, view } = minted;
  const uri = addresses === null ? undefined : invitationOf(minted, addresses);
  const url = addresses === null ? undefined : gatewayForAll(addresses).url;
  const channel = useConsole((state) => channelToTry(state.channels.keys(), view.channels));
  return (
    <Dialog
      title={t('tokens.minted.title', { user: view.user_id })}
      isFirm
      isWide
      onClose={onClose}
    >
      <div className="stack">
        <OnlyOnce text={t('tokens.minted.once')} />
        <div className="minted">
          {uri !== undefined && (
            <QrCode text={uri} label={t('tokens.minted.qr', { user: view.user_id })} />
          )}
          <div className="stack">
            {uri !== undefined && <p>{t('tokens.minted.scan')}</p>}
            <Textarea
              label={t('tokens.minted.token')}
              value={token}
              readOnly
              autosize
              minRows={3}
              maxRows={4}
              spellCheck={false}
              classNames={{ input: 'mono minted__token' }}
              onFocus={(event) => event.currentTarget.select()}
            />
            <div className="row">
              <CopyButton text={token} label={t('tokens.minted.copy')} wide main />
              {uri !== undefined && (
                <CopyButton text={uri} label={t('tokens.minted.copy_link')} wide />
              )}
            </div>
            <div>
              <p>{t('tokens.minted.into_radio')}</p>
              <dl className="minted__facts">
                <Fact label={t('tokens.minted.gateway')} value={url ?? t('strip.no_address')} />
                <Fact label={t('tokens.minted.user')} value={view.user_id} />
              </dl>
            </div>
          </div>
        </div>
        <div className="minted__try">
          <p>{t('tokens.minted.or_try')}</p>
          <CommandLine
            user={view.user_id}
            token={token}
            channel={channel}
            isSilent={view.role === 'observer'}
          />
        </div>
        <div className="minted__end">
          <CardButtons minted={[minted]} />
          <Button variant="default" onClick={onClose}>
            {t('tokens.minted.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** A channel that the token is good for: one that is there, or the one that its user may make. */
function channelToTry(ids: Iterable<string>, patterns: readonly string[]): string {
  const [pattern = ''] = patterns;
  const there = [...ids].find((id) => channelAllowed(patterns, id));
  return there ?? (pattern.includes('*') ? 'CHANNEL' : pattern);
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt className="soft">{label}</dt>
      <dd className="mono">{value}</dd>
    </div>
  );
}
