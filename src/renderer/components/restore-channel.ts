import i18next from 'i18next';
import type { ChannelView } from '../../contract/operator.ts';
import { api } from '../api.ts';
import { errorText } from '../i18n/error-text.ts';
import { say } from './say.ts';
import { asError } from './use-command.ts';

/** Takes back the deletion of a channel, and says who has to join again. */
export async function restoreChannel({
  channel_id,
  channel_name: name,
}: Pick<ChannelView, 'channel_id' | 'channel_name'>): Promise<void> {
  const result = await api.command('channel.restore', { channel_id }).catch((cause: unknown) => ({
    ok: false as const,
    error: asError(cause),
  }));
  if (!result.ok) {
    say(errorText(i18next.t, result.error));
    return;
  }
  const { former_members: count } = result.value;
  say(
    count === 0
      ? i18next.t('net.deleting.restored', { name })
      : i18next.t('net.deleting.restored_without', { name, count }),
  );
}
