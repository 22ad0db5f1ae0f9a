import { IconCircleCheck, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PeerView, RadioView } from '../../../contract/operator.ts';
import { Ago } from '../../components/Ago.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { useConsole } from '../../store/console.ts';
import { lastSpoke, silentWays, type Way } from '../../store/silence.ts';

type Props = { readonly radio: RadioView; readonly peers: readonly PeerView[] };

/** Both ways to a radio: whether each still speaks, when it last did, and where it is. */
export function Ways({ radio, peers }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const watch = useConsole(({ net }) => (net.state === 'on_air' ? net.watch : null));
  if (watch === null) return null;
  const spoke = lastSpoke(radio, peers);
  const silent = silentWays(radio, spoke, watch, now);
  const isSilent = (way: Way): boolean => silent === way || silent === 'both';
  const media = peers.find(({ address }) => address !== null);
  const rtt = radio.rtt_ms === null ? null : format.ms(radio.rtt_ms);
  return (
    <section>
      <h3>{t('radios.story.ways')}</h3>
      <ul className="ways">
        <li>
          <WayName name="WebSocket" silent={isSilent('websocket')} spoke={spoke.websocket} />
          <span className="mono soft">{radio.address}</span>
          {rtt !== null && (
            <span className="soft" title={t('radios.rtt_long')}>
              {t('radios.story.rtt', { time: rtt })}
            </span>
          )}
        </li>
        <li>
          <WayName name="UDP" silent={isSilent('udp')} spoke={spoke.udp} />
          {media === undefined ? (
            <span className="soft">{t('media.not_latched')}</span>
          ) : (
            <>
              <span className="mono soft">{media.address}</span>
              <span className="soft">{t(`media.latched_by.${media.latched_by ?? 'rtp'}`)}</span>
            </>
          )}
        </li>
      </ul>
    </section>
  );
}

type WayNameProps = {
  readonly name: string;
  readonly silent: boolean;
  readonly spoke: number | null;
};

function WayName({ name, silent, spoke }: WayNameProps) {
  const { t } = useTranslation();
  const Shape = silent ? IconPlugConnectedX : IconCircleCheck;
  const isUnused = spoke === null;
  return (
    <span className="way">
      <strong>{name}</strong>
      {isUnused ? (
        <span className="soft">{t('radios.story.never_spoke')}</span>
      ) : (
        <span className={`mark mark--${silent ? 'suspect' : 'alive'}`}>
          <Shape size={18} aria-hidden />
          {t(silent ? 'radios.story.silent' : 'radios.story.speaks')}
        </span>
      )}
      {!isUnused && (
        <span className="way__ago">
          {t('radios.story.last_spoke')} <Ago at={spoke} />
        </span>
      )}
    </span>
  );
}
