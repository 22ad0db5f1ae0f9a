import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { joinUri } from '../../../contract/join-uri.ts';
import type { CertificateView, NetAddresses } from '../../../contract/operator.ts';
import { pinInGroups } from '../../../contract/pin.ts';
import { useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { CopyButton } from '../CopyButton.tsx';
import { Dialog } from '../Dialog.tsx';
import { QrCode } from '../QrCode.tsx';
import { endsSoon } from './certificate.ts';
import './JoinDialog.css';

type Props = { readonly addresses: NetAddresses; readonly onClose: () => void };

/** How a radio finds this net, and how it knows that it is this one. */
export default function JoinDialog({ addresses, onClose }: Props) {
  const { t } = useTranslation();
  const { wss_urls, urls, certificate } = addresses;
  const url = wss_urls[0] ?? urls[0];
  const uri = url && joinUri({ url, pin: wss_urls[0] && certificate?.pin });
  return (
    <Dialog title={t('join.title')} onClose={onClose}>
      <div className="stack">
        {uri !== undefined && (
          <div className="join__code">
            <QrCode text={uri} label={t('join.code')} />
            <div className="stack">
              <p>{t('join.explain')}</p>
              <p className="join__uri mono" data-testid="join-uri">
                {uri}
              </p>
              <div className="row">
                <CopyButton text={uri} label={t('join.copy')} wide main />
              </div>
            </div>
          </div>
        )}
        {certificate !== null && <Fingerprint certificate={certificate} />}
        <Urls title={t('join.secure')} urls={wss_urls} off={t('join.secure_off')} />
        <Urls title={t('join.plain')} urls={urls} off={t('join.plain_off')} />
        <section>
          <h3>{t('join.media')}</h3>
          <p className="join__line mono" data-testid="join-udp-port">
            {addresses.udp_port}
          </p>
        </section>
      </div>
    </Dialog>
  );
}

function Fingerprint({ certificate }: { readonly certificate: CertificateView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { pin, expires_at, own } = certificate;
  const time = format.date(expires_at);
  const ends = expires_at > now ? t('join.expires', { time }) : t('join.expired', { time });
  return (
    <section className="join__fingerprint" aria-labelledby="join-fingerprint">
      <div className="join__line">
        <h3 id="join-fingerprint">{t('join.fingerprint')}</h3>
        <CopyButton text={pin} label={t('join.copy_fingerprint')} />
      </div>
      <p className="mono join__groups" data-testid="fingerprint">
        {pinInGroups(pin)}
      </p>
      <p className="soft">{own ? t('join.own') : t('join.made')}</p>
      {endsSoon(certificate, now) ? (
        <p className="join__expiry" role="status">
          <IconAlertTriangle size={20} aria-hidden />
          {ends} {own ? t('join.renew_own') : t('join.renew_made')}
        </p>
      ) : (
        <p className="soft">{ends}</p>
      )}
    </section>
  );
}

type UrlsProps = {
  readonly title: string;
  readonly urls: readonly string[];
  /** What to say where there are none. */
  readonly off: string;
};

function Urls({ title, urls, off }: UrlsProps) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{title}</h3>
      {urls.length === 0 && <p className="soft">{off}</p>}
      <ul>
        {urls.map((url) => (
          <li key={url} className="join__line">
            <span className="mono cut">{url}</span>
            <CopyButton text={url} label={t('strip.copy_address', { address: url })} />
          </li>
        ))}
      </ul>
    </section>
  );
}
