import type { OperatorOutput, Result } from '../../contract/operator.ts';
import type { Net } from '../net/net.ts';
import { fail, ok } from './results.ts';

/** Takes back the deletion of a channel. */
export function restoreChannel(
  net: Net,
  channel_id: string,
): Result<OperatorOutput['channel.restore']> {
  const got = `channel_id: got ${JSON.stringify(channel_id)}`;
  if (net.channels.get(channel_id)) {
    return fail('channel_exists', `${got}, which exists again; expected one that is deleted`, {
      channel_id,
    });
  }
  const restored = net.undeleteChannel(channel_id);
  const channel = net.channels.view(channel_id);
  if (restored === undefined || channel === undefined) {
    const reason = `${got}, expected a channel that was deleted a short while ago`;
    return fail('no_such_channel', reason, { channel_id });
  }
  return ok({ channel, former_members: restored.former_members });
}
