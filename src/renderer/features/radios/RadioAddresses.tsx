import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressView } from '../../../contract/past.ts';
import type { Result } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useConsole, usePaced } from '../../store/console.ts';
import type { Page } from '../../store/journal-pages.ts';
import { useJournal } from '../../store/use-journal.ts';

/** Addresses that are shown before one asks for more. */
const SHOWN = 8;

async function addressesOf(
  user_id: string,
  before: number | undefined,
): Promise<Result<Page<AddressView>>> {
  const result = await api.command('radio.addresses', {
    user_id,
    limit: SHOWN,
    ...(before !== undefined && { before }),
  });
  if (!result.ok) return result;
  const { addresses: rows, more } = result.value;
  return { ok: true, value: { rows, more } };
}

/** Where a radio has been, over both its ways, since when, and how that is known. */
export function RadioAddresses({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  const head = usePaced((state) => state.heads.event_id);
  const load = useCallback((before?: number) => addressesOf(user, before), [user]);
  const { page, error, loadOlder } = useJournal(load, head, true);
  return (
    <section>
      <h3>{t('radios.story.addresses')}</h3>
      {error !== null && <ErrorNote error={error} />}
      {page?.rows.length === 0 && <p className="soft">{t('common.none')}</p>}
      <ul className="addresses" aria-label={t('radios.story.addresses')}>
        {page?.rows.map((address) => (
          <Address key={address.id} address={address} />
        ))}
      </ul>
      {page?.more === true && (
        <Button
          variant="default"
          leftSection={<IconHistory size={18} aria-hidden />}
          onClick={loadOlder}
        >
          {t('radios.story.earlier')}
        </Button>
      )}
    </section>
  );
}

function Address({ address: { way, at, address, channel_id, how } }: { address: AddressView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const channel = useConsole(({ channels }) =>
    channel_id === null ? null : (channels.get(channel_id)?.channel_name ?? channel_id),
  );
  const known = t(`radios.story.how.${how}`);
  return (
    <li>
      <span className="addresses__way">{way === 'udp' ? 'UDP' : 'WebSocket'}</span>
      <span className="mono addresses__where">{address}</span>
      <time className="soft" dateTime={new Date(at).toISOString()}>
        {t('radios.story.since_when', { time: format.day(at) })}
      </time>
      <span className="soft addresses__how">
        {channel === null ? known : `${channel} · ${known}`}
      </span>
    </li>
  );
}
