import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerView } from '../../../contract/operator.ts';
import { Ago } from '../../components/Ago.tsx';
import type { Column } from '../../components/DataTable.tsx';
import { TalkMark } from '../../components/TalkMark.tsx';
import { hexSsrc, useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import { Drops } from './Drops.tsx';

export function usePeerColumns(): readonly Column<PeerView>[] {
  const { t } = useTranslation();
  return useMemo(
    () =>
      [
        {
          key: 'ssrc',
          title: 'SSRC',
          width: 7,
          cell: ({ ssrc }) => (
            <span className="two-lines mono">
              <span>{ssrc}</span>
              <span className="soft">{hexSsrc(ssrc)}</span>
            </span>
          ),
        },
        {
          key: 'talker',
          title: t('media.talker'),
          width: 7,
          cell: ({ user_id }) => <span title={user_id}>{user_id}</span>,
        },
        {
          key: 'channel',
          title: t('media.channel'),
          width: 8,
          cell: ({ channel_id }) => <ChannelName id={channel_id} />,
        },
        {
          key: 'address',
          title: t('media.address'),
          width: 12.5,
          cell: (peer) => <Address peer={peer} />,
        },
        {
          key: 'talking',
          title: t('media.talking'),
          width: 7.25,
          cell: ({ ssrc }) => <Talking ssrc={ssrc} />,
        },
        {
          key: 'in',
          title: t('media.in'),
          width: 5.75,
          numeric: true,
          cell: (peer) => <Volume packets={peer.packets_in} bytes={peer.bytes_in} />,
        },
        {
          key: 'out',
          title: t('media.out'),
          width: 6,
          numeric: true,
          cell: (peer) => <Volume packets={peer.packets_out} bytes={peer.bytes_out} />,
        },
        {
          key: 'drops',
          title: t('media.drops'),
          width: 10.75,
          cell: ({ ssrc, drops }) => <Drops ssrc={ssrc} drops={drops} />,
        },
        {
          key: 'last_packet',
          title: t('media.last_packet'),
          width: 6.5,
          numeric: true,
          cell: ({ last_packet_at }) => <Ago at={last_packet_at} />,
        },
      ] satisfies Column<PeerView>[],
    [t],
  );
}

function ChannelName({ id }: { readonly id: string }) {
  const name = useConsole(({ channels }) => channels.get(id)?.channel_name ?? id);
  return <span title={id}>{name}</span>;
}

/** Where a peer is, how that is known and whether its media is encrypted. */
function Address({ peer: { address, latched_by, srtp } }: { readonly peer: PeerView }) {
  const { t } = useTranslation();
  if (address === null) return <span className="soft">{t('media.not_latched')}</span>;
  const by = latched_by ?? 'rtp';
  const how = [t(`media.latched_by.${by}`), ...(srtp ? [t(`media.srtp.${srtp}`)] : [])];
  const encryption = srtp === null ? t('media.plain') : `SRTP, ${srtp}`;
  return (
    <span
      className="two-lines"
      title={[address, t(`media.latch_meaning.${by}`), encryption].join('\n')}
    >
      <span className="mono cut">{address}</span>
      <span className="soft cut">{how.join(' · ')}</span>
    </span>
  );
}

function Talking({ ssrc }: { readonly ssrc: number }) {
  return <TalkMark talking={useConsole(({ peers }) => peers.get(ssrc)?.talking === true)} />;
}

function Volume({ packets, bytes }: { readonly packets: number; readonly bytes: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="two-lines" title={t('media.packets', { packets: format.number(packets) })}>
      <span>{format.number(packets)}</span>
      <span className="soft">{format.bytes(bytes)}</span>
    </span>
  );
}
