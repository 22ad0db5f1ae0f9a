import { Button, Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NetAddresses } from '../../../contract/operator.ts';
import { useFormat } from '../../i18n/format.ts';
import { CopyButton } from '../CopyButton.tsx';

type Props = {
  readonly addresses: NetAddresses;
  /** When they changed under the net; null while they have not. */
  readonly changedAt: number | null;
};

/** Where radios find the net: the address to give out first, and the others behind a button. */
export function Addresses({ addresses: { urls, udp_port }, changedAt }: Props) {
  const { t } = useTranslation();
  const [first, ...others] = urls;
  return (
    <>
      <div className="strip__gateway">
        <div className="strip__label strip__heading">
          <p>{t('strip.gateway')}</p>
          {changedAt !== null && <ChangedAt at={changedAt} />}
        </div>
        <div className="strip__line">
          <p className="strip__address mono cut" data-testid="gateway-address" title={first}>
            {first ?? t('strip.no_address')}
          </p>
          {first !== undefined && <Copy url={first} />}
          {others.length > 0 && <Others urls={others} />}
        </div>
      </div>
      <div className="strip__udp">
        <p className="strip__label">{t('strip.udp_port')}</p>
        <p className="strip__port mono" data-testid="udp-port">
          {udp_port}
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

function Copy({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  return <CopyButton text={url} label={t('strip.copy_address', { address: url })} />;
}

function Others({ urls }: { readonly urls: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          className="strip__more"
          aria-label={t('strip.more_addresses', { count: urls.length })}
        >
          +{urls.length}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('strip.other_addresses')}>
        <p className="strip__label">{t('strip.other_addresses')}</p>
        <ul>
          {urls.map((url) => (
            <li key={url} className="strip__line">
              <span className="strip__other mono">{url}</span>
              <Copy url={url} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
