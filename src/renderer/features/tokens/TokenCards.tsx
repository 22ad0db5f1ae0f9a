import { useTranslation } from 'react-i18next';
import type { MintedToken, NetAddresses } from '../../../contract/operator.ts';
import { QrCode } from '../../components/QrCode.tsx';
import { useFormat } from '../../i18n/format.ts';
import { addressesToTell, invitationOf } from './invitation.ts';
import './TokenCards.css';

/** How many cards stand on one page. */
export const PER_PAGE = ['8', '1'] as const;
export type PerPage = (typeof PER_PAGE)[number];

type Props = {
  readonly minted: readonly MintedToken[];
  readonly addresses: NetAddresses;
  readonly perPage: PerPage;
};

/** Cards to hand out with radios: what the page is on paper, and nothing of it on the screen. */
export function TokenCards({ minted, addresses, perPage }: Props) {
  return (
    <div className="cards" data-per-page={perPage} data-testid="cards">
      {minted.map((one) => (
        <Card key={one.view.jti} minted={one} addresses={addresses} />
      ))}
    </div>
  );
}

function Card({ minted, addresses }: { minted: MintedToken; addresses: NetAddresses }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user_id, role, channels, expires_at } = minted.view;
  const uri = invitationOf(minted, addresses);
  const facts = [
    [t('tokens.role'), t(`role.${role}`)],
    [t('tokens.channels'), channels.includes('*') ? t('tokens.all_channels') : channels.join(', ')],
    [t('tokens.card.until'), format.day(expires_at)],
  ] as const;
  return (
    <article className="card">
      <p className="card__net">{t('product')}</p>
      <h2 className="card__user">{user_id}</h2>
      <div className="card__middle">
        {uri !== undefined && (
          <QrCode text={uri} label={t('tokens.minted.qr', { user: user_id })} />
        )}
        <div className="card__right">
          <dl className="card__facts">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className="card__keep">{t('tokens.card.keep')}</p>
        </div>
      </div>
      <ul className="card__addresses">
        {addressesToTell(addresses).map((url) => (
          <li key={url}>{url}</li>
        ))}
      </ul>
    </article>
  );
}
