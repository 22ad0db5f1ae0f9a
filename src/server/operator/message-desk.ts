import type { MessageEvent } from '../../contract/wire.ts';
import type { OperatorOutput, Result } from '../../contract/operator.ts';
import type { Net } from '../net/net.ts';
import { fail, ok } from './results.ts';

/** Who puts messages on disk. */
type Keeper = { keep(message: MessageEvent): void; settled(): Promise<unknown> };

type Written = { readonly channel_ids: readonly string[]; readonly content: string };

/**
 * Writes to channels as the operator: to all of them, or to none where one is not there. As with
 * messages of radios, nobody hears it before it is kept.
 */
export async function sendMessage(
  net: Net,
  keeper: Keeper,
  { channel_ids, content }: Written,
): Promise<Result<OperatorOutput['message.send']>> {
  const channels = [...new Set(channel_ids)];
  const absent = channels.find((id) => !net.channels.get(id));
  if (absent !== undefined) {
    const reason = `channel_ids: got ${JSON.stringify(absent)}, expected channels that exist`;
    return fail('no_such_channel', reason, { channel_id: absent });
  }
  const messages: MessageEvent[] = [];
  for (const id of channels) {
    const composed = net.compose('operator', id, content);
    if ('refusal' in composed) return fail('bad_input', composed.refusal.reason);
    messages.push(composed.value);
  }
  for (const message of messages) keeper.keep(message);
  await keeper.settled();
  // A channel may have been deleted meanwhile: nobody is left in it to hear anything.
  for (const message of messages) net.spread('operator', message);
  return ok({ messages });
}
