import { IconMicrophoneFilled, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { ChannelView } from '../../../contract/operator.ts';
import { clockDuration } from '../../i18n/format.ts';
import { useNow } from '../../store/clock.ts';
import { useConsole } from '../../store/console.ts';
import { talkersIn } from '../../store/select.ts';

/** Talkers that have a line of their own; the others are counted. */
const SHOWN = 2;

/** Who is talking in a channel, and for how long. Its height stays the same. */
export function TalkBand({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation();
  const talkers = useConsole(useShallow((state) => talkersIn(channel, state.peers)));
  if (talkers.length === 0) {
    return (
      <div className="talk-band">
        <IconMinus size={22} aria-hidden />
        <p>{t('net.quiet')}</p>
      </div>
    );
  }
  return (
    <div className="talk-band talk-band--on">
      <IconMicrophoneFilled size={24} aria-hidden />
      <ul className="talk-band__talkers" aria-label={t('talking')}>
        {talkers.slice(0, SHOWN).map((ssrc) => (
          <Talker key={ssrc} ssrc={ssrc} />
        ))}
      </ul>
      {talkers.length > SHOWN && <p className="talk-band__more">+{talkers.length - SHOWN}</p>}
    </div>
  );
}

function Talker({ ssrc }: { readonly ssrc: number }) {
  const now = useNow();
  const user = useConsole((state) => state.peers.get(ssrc)?.user_id);
  const since = useConsole((state) => state.peers.get(ssrc)?.talk_started_at);
  return (
    <li>
      <span className="cut">{user}</span>
      <span>{clockDuration(now - (since ?? now))}</span>
    </li>
  );
}
