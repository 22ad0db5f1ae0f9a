import type { PresetChannel } from '../contract/settings.ts';
import type { Journal } from './journal/journal.ts';
import type { Net } from './net/net.ts';

type Parts = {
  readonly net: Pick<Net, 'channels' | 'createChannel' | 'renameChannel'>;
  readonly journal: Pick<Journal, 'record'>;
};

/**
 * Brings the channels of a net on the air in line with presets that were changed. New ones are made,
 * names are changed; one that is a preset no longer stays until the net starts again, for somebody
 * may be talking in it.
 *
 * @returns whether all that was changed is in force; how many a channel takes, and whether it has to
 *   be encrypted, is settled when it is made
 */
export function applyPresets(
  { net, journal }: Parts,
  before: readonly PresetChannel[],
  after: readonly PresetChannel[],
): boolean {
  const old = new Map(before.map((preset) => [preset.channel_id, JSON.stringify(preset)]));
  const changed = after.filter((preset) => {
    return old.get(preset.channel_id) !== JSON.stringify(preset);
  });
  for (const preset of changed) {
    const { channel_id: channelId, channel_name } = preset;
    const channel = net.channels.get(channelId);
    if (channel === undefined) {
      net.createChannel('operator', preset);
      // It is the settings that bring it back, not the journal.
      journal.record({ is: 'channel_gone', channelId });
    } else if (channel.name !== channel_name) {
      net.renameChannel('operator', channelId, channel_name);
    }
  }
  return changed.every(({ channel_id, mode, capacity, srtp }) => {
    const channel = net.channels.get(channel_id);
    return channel?.mode === mode && channel.capacity === capacity && channel.srtp === srtp;
  });
}
