import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../components/Ago.tsx';
import { Quantity } from '../../components/Quantity.tsx';
import type { Column } from '../../components/table/column.ts';
import { TalkMark } from '../../components/TalkMark.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import type { RadioRow } from '../../store/radio-rows.ts';
import type { Membership } from '../../store/select.ts';
import { STANDINGS, standingOf } from './filter.ts';
import { NameButton } from './NameButton.tsx';
import { Places } from './Places.tsx';
import { StandingCell } from './StandingCell.tsx';

/** Every column there is; which of them are shown is chosen in the view. */
export function useRadioColumns(): readonly Column<RadioRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () =>
      [
        {
          key: 'user',
          title: t('radios.user'),
          width: 7.25,
          cell: ({ user, radio }) => <NameButton user={user} note={t(`role.${radio.role}`)} />,
          value: ({ user }) => user,
        },
        {
          key: 'state',
          title: t('radios.state'),
          // Until when one that is lost may come back, beside a scroll bar too.
          width: 8.75,
          cell: ({ radio }) => <StandingCell radio={radio} />,
          value: ({ radio }) => STANDINGS.indexOf(standingOf(radio)),
        },
        {
          key: 'role',
          title: t('radios.role'),
          width: 6,
          cell: ({ radio }) => t(`role.${radio.role}`),
          value: ({ radio }) => radio.role,
        },
        {
          key: 'channels',
          title: t('radios.channels'),
          width: 10.25,
          cell: ({ user, places }) => <Places user={user} places={places} />,
          value: ({ places }) => places[0]?.channel.channel_name ?? null,
        },
        {
          key: 'talking',
          title: t('radios.talking'),
          width: 7.25,
          cell: ({ places }) => <Talking places={places} />,
          value: ({ talking }) => talking,
        },
        {
          key: 'address',
          title: t('radios.address'),
          width: 9.25,
          cell: ({ radio }) => <Address address={radio.address} />,
          value: ({ radio }) => radio.address,
        },
        {
          key: 'rtt',
          title: t('radios.rtt'),
          width: 4.75,
          numeric: true,
          cell: ({ radio }) => (
            <Quantity value={radio.rtt_ms} figure={format.ms} title={t('radios.rtt_long')} />
          ),
          value: ({ radio }) => radio.rtt_ms,
        },
        {
          key: 'loss',
          title: t('radios.loss'),
          width: 4.25,
          numeric: true,
          cell: ({ loss }) => <Quantity value={loss} figure={format.share} />,
          value: ({ loss }) => loss,
        },
        {
          key: 'jitter',
          title: t('radios.jitter'),
          width: 4.75,
          numeric: true,
          cell: ({ jitter }) => <Quantity value={jitter} figure={format.ms} />,
          value: ({ jitter }) => jitter,
        },
        {
          key: 'last_seen',
          title: t('radios.last_seen'),
          width: 5.5,
          numeric: true,
          cell: ({ radio }) => <Ago at={radio.last_seen_at} />,
          // The longest ago comes last, as for the time of a session.
          value: ({ radio }) => -radio.last_seen_at,
        },
        {
          key: 'connected',
          title: t('radios.connected'),
          width: 5.5,
          numeric: true,
          cell: ({ radio }) => <Ago at={radio.connected_at} />,
          value: ({ radio }) => -radio.connected_at,
        },
      ] satisfies Column<RadioRow>[],
    [t, format],
  );
}

/** An IP, and below it the port. */
function Address({ address }: { readonly address: string }) {
  const colon = address.lastIndexOf(':');
  return (
    <span className="two-lines mono" title={address}>
      <span className="cut">{address.slice(0, colon)}</span>
      <span className="soft">{address.slice(colon)}</span>
    </span>
  );
}

/** Told at once, though the list is drawn once a second. */
function Talking({ places }: { readonly places: readonly Membership[] }) {
  const isTalking = useConsole(({ peers }) =>
    places.some(({ ssrc }) => peers.get(ssrc)?.talking === true),
  );
  return <TalkMark talking={isTalking} />;
}
