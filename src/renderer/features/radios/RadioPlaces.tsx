import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DROP_REASONS } from '../../../contract/drops.ts';
import { Ago } from '../../components/Ago.tsx';
import { Quantity } from '../../components/Quantity.tsx';
import { hexSsrc, useFormat } from '../../i18n/format.ts';
import { usePaced } from '../../store/console.ts';
import { lossOf, type Membership } from '../../store/select.ts';

/** The channels that a radio is in, and what was counted for it in each. */
export function RadioPlaces({ places }: { readonly places: readonly Membership[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{t('radios.story.places')}</h3>
      {places.length === 0 && <p className="soft">{t('radios.no_channels')}</p>}
      {places.map((place) => (
        <Place key={place.ssrc} place={place} />
      ))}
    </section>
  );
}

function Place({ place: { channel, ssrc } }: { readonly place: Membership }) {
  const { t } = useTranslation();
  const format = useFormat();
  const peer = usePaced(({ peers }) => peers.get(ssrc));
  if (peer === undefined) return null;
  const { quality, drops } = peer;
  const dropped = DROP_REASONS.flatMap((reason) => {
    const count = drops[reason] ?? 0;
    return count === 0 ? [] : [`${t(`drop_reason.${reason}`)} ${format.number(count)}`];
  });
  const talked = format.number(Math.round(quality.talk_ms / 1_000));
  return (
    <div className="place-card">
      <h4>
        <span className="cut">{channel.channel_name}</span>
        <span className="mono soft" title={hexSsrc(ssrc)}>
          SSRC {ssrc}
        </span>
      </h4>
      <dl className="facts facts--tight">
        <Fact label={t('media.in')}>{format.number(peer.packets_in)}</Fact>
        <Fact label={t('media.out')}>{format.number(peer.packets_out)}</Fact>
        <Fact label={t('media.loss')}>
          <Quantity value={lossOf(quality)} figure={format.share} />
        </Fact>
        <Fact label={t('media.jitter')}>
          <Quantity value={quality.expected === 0 ? null : quality.jitter_ms} figure={format.ms} />
        </Fact>
        <Fact label={t('radios.story.talked')}>
          {t('radios.story.talk_time', { seconds: talked, spurts: quality.spurts })}
        </Fact>
        <Fact label={t('media.last_packet')}>
          <Ago at={peer.last_packet_at} />
        </Fact>
        <Fact label={t('radios.story.encryption')}>
          {peer.srtp === null ? t('media.plain') : t(`media.srtp.${peer.srtp}`)}
        </Fact>
        <Fact label={t('traffic.drops')}>
          {dropped.length === 0 ? t('common.none') : dropped.join(', ')}
        </Fact>
      </dl>
    </div>
  );
}

type FactProps = { readonly label: string; readonly children: ReactNode };

function Fact({ label, children }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
