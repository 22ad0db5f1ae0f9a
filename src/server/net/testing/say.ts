import type { Session } from '../../hubs/user-hub.ts';
import type { Net } from '../net.ts';

/** A message that need not be kept: made and spread at once. */
export function say(net: Net, session: Session, channelId: string, content: string): void {
  const composed = net.compose(session, channelId, content);
  if ('value' in composed) net.spread(session, composed.value);
}
