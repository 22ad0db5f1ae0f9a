import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { gatewayForAll } from '../../components/gateway.ts';
import { useConsole } from '../../store/console.ts';
import { useView } from '../../store/view.ts';
import { firstVoice, type FirstVoice as Voice } from './first-voice.ts';

/** Waits for a radio whose voice really arrives, and says how far it has come. */
export function FirstVoice() {
  const { t } = useTranslation();
  const show = useView((state) => state.show);
  const radios = useConsole((state) => state.radios);
  const channels = useConsole((state) => state.channels);
  const peers = useConsole((state) => state.peers);
  const isReady = useConsole((state) => state.channels.size > 0 && state.tokens.size > 0);
  const url = useConsole(({ net }) =>
    net.state === 'on_air' ? gatewayForAll(net.addresses).url : undefined,
  );
  const voice = firstVoice({ radios, channels, peers });
  if (voice.stage === 'heard') {
    return (
      <div className="voice" data-stage="heard" role="status">
        <IconVolume size={40} aria-hidden />
        <div>
          <p className="voice__heard">{t('check.voice.heard', { replace: voice })}</p>
          <p>{t('check.voice.ready')}</p>
        </div>
        <Button variant="filled" onClick={() => show('net')}>
          {t('check.voice.to_net')}
        </Button>
      </div>
    );
  }
  const isDropped = voice.stage === 'dropped';
  const isWaiting = voice.stage !== 'no_radio' || isReady;
  return (
    <div className="voice" data-stage={voice.stage} role="status">
      {isDropped ? (
        <IconAlertTriangle size={32} aria-hidden />
      ) : (
        isWaiting && <Loader size={28} color="var(--accent)" aria-hidden />
      )}
      <p>{isWaiting ? <VoiceText voice={voice} url={url} /> : t('check.voice.wait')}</p>
    </div>
  );
}

type TextProps = { readonly voice: Voice; readonly url: string | undefined };

function VoiceText({ voice, url }: TextProps) {
  const { t } = useTranslation();
  switch (voice.stage) {
    case 'no_radio':
      return t('check.voice.no_radio', { url: url ?? t('strip.no_address') });
    case 'dropped': {
      const reason = t(`drop_reason.${voice.reason}`);
      const meaning = t(`drop_meaning.${voice.reason}`);
      return t('check.voice.dropped', { user: voice.user, reason, meaning });
    }
    default:
      return t(`check.voice.${voice.stage}`, { replace: voice });
  }
}
