import { IconLockFilled } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerView } from '../../../contract/operator.ts';
import { Ago } from '../../components/Ago.tsx';
import type { Column } from '../../components/table/column.ts';
import { hexSsrc } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import { lossOf } from '../../store/select.ts';
import { Drops } from './Drops.tsx';
import { Incoming, Jitter, Loss, Order, Outgoing, TalkTime } from './figures.tsx';

/** @param onChoose shows the charts of a peer; has to be stable */
export function usePeerColumns(onChoose: (peer: PeerView) => void): readonly Column<PeerView>[] {
  const { t } = useTranslation();
  return useMemo(
    () =>
      [
        {
          key: 'ssrc',
          title: `SSRC, ${t('media.address')}`,
          width: 11.5,
          cell: (peer) => <Place peer={peer} onChoose={onChoose} />,
          value: ({ ssrc }) => ssrc,
        },
        {
          key: 'talker',
          title: t('media.talker'),
          width: 7.75,
          cell: ({ user_id, channel_id }) => (
            <span className="two-lines">
              <span className="cut" title={user_id}>
                {user_id}
              </span>
              <ChannelName id={channel_id} />
            </span>
          ),
          value: ({ user_id }) => user_id,
        },
        {
          key: 'talking',
          title: t('media.talking'),
          width: 7.25,
          cell: (peer) => <TalkTime peer={peer} />,
          value: ({ quality }) => quality.talk_ms,
        },
        {
          key: 'in',
          title: t('media.in'),
          width: 6,
          numeric: true,
          cell: (peer) => <Incoming peer={peer} />,
          value: ({ packets_in }) => packets_in,
        },
        {
          key: 'out',
          title: t('media.out'),
          width: 5.25,
          numeric: true,
          cell: (peer) => <Outgoing peer={peer} />,
          value: ({ packets_out }) => packets_out,
        },
        {
          key: 'loss',
          title: t('media.loss'),
          width: 5.75,
          numeric: true,
          cell: ({ quality }) => <Loss quality={quality} />,
          value: ({ quality }) => lossOf(quality),
        },
        {
          key: 'jitter',
          title: t('media.jitter'),
          width: 5.75,
          numeric: true,
          cell: ({ quality }) => <Jitter quality={quality} />,
          value: ({ quality }) => (quality.expected === 0 ? null : quality.jitter_ms),
        },
        {
          key: 'order',
          title: t('media.order'),
          width: 5.75,
          numeric: true,
          cell: ({ quality }) => <Order quality={quality} />,
          value: ({ quality: { expected, late, duplicate } }) =>
            expected === 0 ? null : late + duplicate,
        },
        {
          key: 'drops',
          title: t('media.drops'),
          width: 8,
          cell: ({ ssrc, drops }) => <Drops ssrc={ssrc} drops={drops} />,
          value: ({ drops }) => Object.values(drops).reduce((sum, count) => sum + count, 0),
        },
        {
          key: 'last_packet',
          title: t('media.last_packet'),
          width: 7,
          numeric: true,
          cell: ({ last_packet_at }) => <Ago at={last_packet_at} />,
          // The longest ago comes last, as in the list of radios.
          value: ({ last_packet_at }) => (last_packet_at === null ? null : -last_packet_at),
        },
      ] satisfies Column<PeerView>[],
    [t, onChoose],
  );
}

type PlaceProps = { readonly peer: PeerView; readonly onChoose: (peer: PeerView) => void };

/** Its SSRC and its address, how that is known, and whether its media is encrypted. */
function Place({ peer, onChoose }: PlaceProps) {
  const { t } = useTranslation();
  const { ssrc, address, latched_by, srtp } = peer;
  const by = latched_by ?? 'rtp';
  const how = [
    ...(address === null ? [] : [address, t(`media.latched_by.${by}`)]),
    srtp === null ? t('media.plain') : t(`media.srtp.${srtp}`),
  ];
  return (
    <button type="button" className="place-button two-lines" onClick={() => onChoose(peer)}>
      <span className="place" title={hexSsrc(ssrc)}>
        <span className="mono">{ssrc}</span>
        {srtp !== null && (
          <span className="place__mark soft" title={`SRTP, ${srtp}`}>
            <IconLockFilled size={14} aria-hidden />
            <span className="for-ears">{t(`media.srtp.${srtp}`)}</span>
          </span>
        )}
        {address !== null && (
          <span className="place__mark soft" title={t(`media.latch_meaning.${by}`)}>
            {by.toUpperCase()}
          </span>
        )}
      </span>
      {address === null ? (
        <span className="soft cut">{t('media.not_latched')}</span>
      ) : (
        <span className="mono soft cut" title={how.join('\n')}>
          {address}
        </span>
      )}
      <span className="for-ears">{t('media.choose')}</span>
    </button>
  );
}

function ChannelName({ id }: { readonly id: string }) {
  const name = useConsole(({ channels }) => channels.get(id)?.channel_name ?? id);
  return (
    <span className="soft cut" title={id}>
      {name}
    </span>
  );
}
