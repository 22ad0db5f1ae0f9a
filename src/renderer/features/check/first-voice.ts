import { DROP_REASONS, type DropReason } from '../../../contract/drops.ts';
import type { ChannelView, PeerView, RadioView } from '../../../contract/operator.ts';

/** How far the first radio has come on its way to being heard. */
export type FirstVoice =
  | { readonly stage: 'no_radio' }
  | { readonly stage: 'not_joined'; readonly user: string }
  | { readonly stage: 'silent'; readonly user: string; readonly channel: string }
  | { readonly stage: 'dropped'; readonly user: string; readonly reason: DropReason }
  | { readonly stage: 'heard'; readonly user: string; readonly channel: string };

type Net = {
  readonly radios: ReadonlyMap<string, RadioView>;
  readonly channels: ReadonlyMap<string, ChannelView>;
  readonly peers: ReadonlyMap<number, PeerView>;
};

/** The radio that has come farthest; of several that are heard the one that was heard last. */
export function firstVoice({ radios, channels, peers }: Net): FirstVoice {
  const all = [...peers.values()];
  const nameOf = (id: string): string => channels.get(id)?.channel_name ?? id;
  const heard = all
    // Packets that only make an address known are no voice.
    .filter(({ talk_started_at }) => talk_started_at !== null)
    .sort((a, b) => (b.talk_started_at ?? 0) - (a.talk_started_at ?? 0))[0];
  if (heard) return { stage: 'heard', user: heard.user_id, channel: nameOf(heard.channel_id) };
  for (const { user_id: user, drops } of all) {
    const reason = DROP_REASONS.find((name) => (drops[name] ?? 0) > 0);
    if (reason !== undefined) return { stage: 'dropped', user, reason };
  }
  const [joined] = all;
  if (joined) {
    return { stage: 'silent', user: joined.user_id, channel: nameOf(joined.channel_id) };
  }
  const [radio] = radios.values();
  return radio ? { stage: 'not_joined', user: radio.user_id } : { stage: 'no_radio' };
}
