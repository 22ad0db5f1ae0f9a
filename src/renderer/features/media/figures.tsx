import { useTranslation } from 'react-i18next';
import type { PeerView } from '../../../contract/operator.ts';
import { MuteMark } from '../../components/MuteMark.tsx';
import { TalkMark } from '../../components/TalkMark.tsx';
import { clockDuration, useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import { lossOf } from '../../store/select.ts';

/** The figures of a peer, each in two lines: what is looked for, and below it where it is from. */

type OfPeer = { readonly peer: PeerView };
type OfQuality = Pick<PeerView, 'quality'>;

/** Whether it talks, or may not be heard, and for how long it has talked in all its spurts. */
export function TalkTime({ peer: { ssrc, user_id, quality } }: OfPeer) {
  const { t } = useTranslation();
  const talking = useConsole(({ peers }) => peers.get(ssrc)?.talking === true);
  const muted = useConsole(({ radios }) => radios.get(user_id)?.muted === true);
  const { spurts, spurt_ms, talk_ms } = quality;
  const mark = muted ? <MuteMark /> : <TalkMark talking={talking} />;
  if (spurts === 0) return mark;
  const [time, last] = [clockDuration(talk_ms), clockDuration(spurt_ms)];
  return (
    <span className="two-lines talk-time" title={t('media.talked', { time, spurts, last })}>
      {mark}
      <span className="soft">
        {time} · {spurts}×
      </span>
    </span>
  );
}

export function Incoming({ peer }: OfPeer) {
  const format = useFormat();
  const { packets_in, bytes_in, quality } = peer;
  return (
    <Volume
      packets={packets_in}
      bytes={bytes_in}
      rate={quality.packets_in_per_s}
      second={format.bitrate(quality.bitrate_in_bps)}
    />
  );
}

export function Outgoing({ peer }: OfPeer) {
  const format = useFormat();
  const { packets_out, bytes_out, quality } = peer;
  return (
    <Volume
      packets={packets_out}
      bytes={bytes_out}
      rate={quality.packets_out_per_s}
      second={format.bytes(bytes_out)}
    />
  );
}

type VolumeProps = {
  readonly packets: number;
  readonly bytes: number;
  /** Packets a second. */
  readonly rate: number;
  readonly second: string;
};

function Volume({ packets, bytes, rate, second }: VolumeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t('media.packets', {
    count: packets,
    packets: format.number(packets),
    bytes: format.bytes(bytes),
    rate: format.number(Math.round(rate)),
  });
  return (
    <span className="two-lines" title={title}>
      <span>{format.number(packets)}</span>
      <span className="soft">{second}</span>
    </span>
  );
}

export function Loss({ quality }: OfQuality) {
  const { t } = useTranslation();
  const format = useFormat();
  const loss = lossOf(quality);
  if (loss === null) return <Unknown />;
  const lost = format.number(quality.lost);
  const expected = format.number(quality.expected);
  return (
    <span className="two-lines" title={t('media.lost_of', { lost, expected })}>
      <span>{format.share(loss)}</span>
      <span className="soft">{t('media.lost', { lost })}</span>
    </span>
  );
}

/** Jitter, and the round trip where RTCP tells it. */
export function Jitter({ quality }: OfQuality) {
  const { t } = useTranslation();
  const format = useFormat();
  const { expected, jitter_ms, rtt_ms } = quality;
  if (expected === 0 && rtt_ms === null) return <Unknown />;
  return (
    <span className="two-lines">
      <span>{expected === 0 ? t('common.unknown') : format.ms(jitter_ms)}</span>
      {rtt_ms !== null && (
        <span className="soft">{t('media.rtt', { time: format.ms(rtt_ms) })}</span>
      )}
    </span>
  );
}

/** Packets that came late, and packets that came again. */
export function Order({ quality }: OfQuality) {
  const { t } = useTranslation();
  const format = useFormat();
  const { expected, late, duplicate, misfit } = quality;
  if (expected === 0) return <Unknown />;
  return (
    <span className="two-lines" title={t('media.misfit', { packets: format.number(misfit) })}>
      <span>{t('media.late', { packets: format.number(late) })}</span>
      <span className="soft">{t('media.duplicate', { packets: format.number(duplicate) })}</span>
    </span>
  );
}

function Unknown() {
  const { t } = useTranslation();
  return <span className="soft">{t('common.unknown')}</span>;
}
