import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../components/Ago.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useLastTalk } from '../../store/last-talks.ts';

/** Who talked last in a channel, and how long ago. */
export function LastTalk({ channel }: { readonly channel: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const talk = useLastTalk(channel);
  if (talk === undefined) return <p className="last-talk soft">{t('net.never_talked')}</p>;
  const { user_id: user, at, ms } = talk;
  const seconds = (ms / 1_000).toFixed(1);
  const title = t('net.last_talk_long', { user, seconds, time: format.seconds(at) });
  return (
    <p className="last-talk" title={title}>
      <IconHistory size={18} aria-hidden />
      <span className="soft">{t('net.last_talk')}</span>
      <strong className="cut">{user}</strong>
      <Ago at={at} />
    </p>
  );
}
