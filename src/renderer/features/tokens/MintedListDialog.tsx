import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MintedToken, NetAddresses } from '../../../contract/operator.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { QrCode } from '../../components/QrCode.tsx';
import { useConsole } from '../../store/console.ts';
import { CardButtons } from './CardButtons.tsx';
import { invitationOf } from './invitation.ts';
import { OnlyOnce } from './OnlyOnce.tsx';

type Props = { readonly minted: readonly MintedToken[]; readonly onClose: () => void };

/** Shows many tokens, the only time that they can be seen, to be printed, saved or copied. */
export default function MintedListDialog({ minted, onClose }: Props) {
  const { t } = useTranslation();
  const addresses = useConsole(({ net }) => (net.state === 'on_air' ? net.addresses : null));
  const [open, setOpen] = useState<string | null>(null);
  const isTaken = useRef(false);
  const [isAsked, setAsked] = useState(false);
  const taken = (): void => {
    isTaken.current = true;
    setAsked(false);
  };
  const close = (): void => {
    if (isTaken.current || isAsked) onClose();
    else setAsked(true);
  };
  return (
    <Dialog title={t('tokens.minted.many', { count: minted.length })} isFirm isWide onClose={close}>
      <div className="stack">
        <OnlyOnce text={t('tokens.minted.many_once')} />
        <ul className="minted-list" aria-label={t('views.tokens')} tabIndex={0}>
          {minted.map((one) => (
            <Row
              key={one.view.jti}
              minted={one}
              addresses={addresses}
              isOpen={open === one.view.jti}
              onOpen={() => setOpen(open === one.view.jti ? null : one.view.jti)}
            />
          ))}
        </ul>
        <CardButtons minted={minted} onTaken={taken} />
        {isAsked && (
          <p className="minted__asked" role="alert">
            {t('tokens.minted.not_taken')}
          </p>
        )}
        <div className="row row--end">
          <CopyButton
            text={asTable(minted, addresses)}
            label={t('tokens.minted.copy_all')}
            wide
            onCopied={taken}
          />
          <Button variant={isAsked ? 'caution' : 'default'} onClick={close}>
            {isAsked ? t('tokens.minted.close_anyway') : t('tokens.minted.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** User, token and link of each, for a spreadsheet. */
function asTable(minted: readonly MintedToken[], addresses: NetAddresses | null): string {
  return minted
    .map((one) => {
      const link = addresses === null ? '' : (invitationOf(one, addresses) ?? '');
      return [one.view.user_id, one.token, link].join('\t');
    })
    .join('\n');
}

type RowProps = {
  readonly minted: MintedToken;
  readonly addresses: NetAddresses | null;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
};

function Row({ minted, addresses, isOpen, onOpen }: RowProps) {
  const { t } = useTranslation();
  const { token, view } = minted;
  const uri = addresses === null ? undefined : invitationOf(minted, addresses);
  const user = view.user_id;
  return (
    <li className="minted-list__row">
      <strong className="cut" title={user}>
        {user}
      </strong>
      <span className="soft">{t(`role.${view.role}`)}</span>
      <span className="cut soft" title={view.channels.join('\n')}>
        {view.channels.includes('*') ? t('tokens.all_channels') : view.channels.join(', ')}
      </span>
      <CopyButton text={token} label={t('tokens.minted.copy_of', { user })} />
      <Button
        variant="default"
        aria-expanded={isOpen}
        aria-label={t('tokens.minted.qr', { user })}
        onClick={onOpen}
      >
        QR
      </Button>
      {isOpen && uri !== undefined && <QrCode text={uri} label={t('tokens.minted.qr', { user })} />}
    </li>
  );
}
