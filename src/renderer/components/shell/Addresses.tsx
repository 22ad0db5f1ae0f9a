import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconAlertTriangleFilled, IconQrcode } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetAddresses } from '../../../contract/operator.ts';
import { useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { CopyButton } from '../CopyButton.tsx';
import { gatewayForAll } from '../gateway.ts';
import { endsSoon } from './certificate.ts';

/** A start need not wait for what draws QR codes. */
const JoinDialog = lazy(() => import('./JoinDialog.tsx'));

type Props = {
  readonly addresses: NetAddresses;
  /** When they changed under the net; null while they have not. */
  readonly changedAt: number | null;
};

/** Where radios find the net: the address to give out first, and all the others in a dialog. */
export function Addresses({ addresses, changedAt }: Props) {
  const { t } = useTranslation();
  const { url } = gatewayForAll(addresses);
  return (
    <>
      <div className="strip__gateway">
        <div className="strip__label strip__heading">
          <p>{t('strip.gateway')}</p>
          {changedAt !== null && <ChangedAt at={changedAt} />}
        </div>
        <div className="strip__line">
          <p className="strip__address mono cut" data-testid="gateway-address" title={url}>
            {url ?? t('strip.no_address')}
          </p>
          {url !== undefined && (
            <CopyButton text={url} label={t('strip.copy_address', { address: url })} />
          )}
          <Join addresses={addresses} />
        </div>
      </div>
      <div className="strip__udp">
        <p className="strip__label">{t('strip.udp_port')}</p>
        <p className="strip__port mono" data-testid="udp-port">
          {addresses.udp_port}
        </p>
      </div>
    </>
  );
}

/** Says that the address is another than it was, until the net goes off the air. */
function ChangedAt({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  const time = useFormat().time(at);
  return (
    <p className="strip__changed" role="status" title={t('strip.addresses_changed_long', { time })}>
      <IconAlertTriangle size={16} aria-hidden />
      {t('strip.addresses_changed', { time })}
    </p>
  );
}

function Join({ addresses }: Pick<Props, 'addresses'>) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const isExpiring = endsSoon(addresses.certificate, useNow());
  const label = isExpiring ? t('join.open_expiring') : t('join.open');
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon aria-label={label} onClick={() => setIsOpen(true)}>
          {isExpiring ? (
            <IconAlertTriangleFilled size={22} color="var(--caution)" aria-hidden />
          ) : (
            <IconQrcode size={22} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <Suspense>
          <JoinDialog addresses={addresses} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
