import type { ChannelView } from '../../../contract/operator.ts';
import { DeleteChannel } from './DeleteChannel.tsx';
import { RenameChannel } from './RenameChannel.tsx';

/** What is about to be done with a channel. */
export type ChannelAction = {
  readonly kind: 'rename' | 'delete';
  readonly channel: ChannelView;
};

type Props = { readonly action: ChannelAction | null; readonly onClose: () => void };

/** The question or the form that an action begins with. */
export function ChannelDialogs({ action, onClose }: Props) {
  if (action === null) return null;
  const Dialog = action.kind === 'rename' ? RenameChannel : DeleteChannel;
  return <Dialog channel={action.channel} onClose={onClose} />;
}
