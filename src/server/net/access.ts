import { ErrorCode } from '../../contract/errors.ts';
import type { Channel, ChannelHub } from '../hubs/channel-hub.ts';
import type { Session } from '../hubs/user-hub.ts';
import { mayNotUse, noSuchChannel, quoted, refused, type Actor, type Outcome } from './rules.ts';

/** The channel of an id, if it is there and the radio's token allows it. */
export function usableChannel(
  channels: ChannelHub,
  session: Session,
  channelId: string,
): Outcome<Channel> {
  const channel = channels.get(channelId);
  if (!channel) return noSuchChannel(channelId);
  const denied = mayNotUse(session, channelId);
  return denied ? { refusal: denied } : { value: channel };
}

/** A channel that the actor may rename and delete: its creator, a dispatcher or an operator. */
export function manageableChannel(
  channels: ChannelHub,
  actor: Actor,
  channelId: string,
): Outcome<Channel> {
  if (actor === 'operator') {
    const channel = channels.get(channelId);
    return channel ? { value: channel } : noSuchChannel(channelId);
  }
  const found = usableChannel(channels, actor, channelId);
  if ('refusal' in found) return found;
  if (actor.role === 'dispatcher') return found;
  if (actor.role === 'radio' && found.value.creator === actor.userId) return found;
  return refused(
    ErrorCode.NOT_ALLOWED,
    `channel ${quoted(channelId)} may be changed by its creator and by dispatchers`,
  );
}
