import { IconAlertOctagonFilled, IconAlertTriangleFilled, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChannelView, RadioState } from '../../../contract/operator.ts';
import { useConsole } from '../../store/console.ts';
import { countMembers } from '../../store/select.ts';

type Props = { readonly channel: ChannelView };

/** How many of a channel's members do not answer, for those that it has no line for. */
export function MemberFaults({ channel }: Props) {
  return (
    <>
      <Fault channel={channel} state="suspect" icon={IconAlertTriangleFilled} />
      <Fault channel={channel} state="zombie" icon={IconAlertOctagonFilled} />
    </>
  );
}

type FaultProps = Props & { readonly state: RadioState; readonly icon: Icon };

function Fault({ channel, state, icon: Shape }: FaultProps) {
  const { t } = useTranslation();
  const count = useConsole(({ radios }) => countMembers(channel, radios, state));
  if (count === 0) return null;
  const word = t(`radio_state.${state}`);
  return (
    <span className={`mark mark--${state}`} title={word}>
      <Shape size={18} aria-hidden />
      {count}
      <span className="for-ears">{word}</span>
    </span>
  );
}
