import { IconMicrophoneFilled } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView, MemberView } from '../../../contract/operator.ts';
import { MuteMark } from '../../components/MuteMark.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useConsole, usePaced } from '../../store/console.ts';
import { membersToShow } from './members-to-show.ts';

/** The members of a channel that a card has lines for; the rest are counted, and in its page. */
export function Members({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation();
  const { channel_name: name, members } = channel;
  const radios = usePaced((state) => state.radios);
  const { shown, more } = useMemo(() => membersToShow(members, radios), [members, radios]);
  if (shown.length === 0) {
    return <p className="members members--none soft">{t('net.no_members')}</p>;
  }
  return (
    <ul className="members" aria-label={t('net.members', { name })}>
      {shown.map((member) => (
        <Member key={member.user_id} member={member} />
      ))}
      {more > 0 && <li className="member soft">{t('net.more_members', { count: more })}</li>}
    </ul>
  );
}

const Member = memo(function Member({ member }: { readonly member: MemberView }) {
  const { t } = useTranslation();
  const radio = useConsole(({ radios }) => radios.get(member.user_id));
  const isTalking = useConsole(({ peers }) => peers.get(member.ssrc)?.talking ?? false);
  return (
    <li className="member" data-talking={isTalking || undefined}>
      {radio !== undefined && <StateMark radio={radio} terse />}
      <span className="member__name cut" title={member.user_id}>
        {member.user_id}
      </span>
      {radio?.muted === true && <MuteMark />}
      {isTalking && (
        <>
          <IconMicrophoneFilled size={18} aria-hidden />
          <span className="for-ears">{t('talking')}</span>
        </>
      )}
    </li>
  );
});
