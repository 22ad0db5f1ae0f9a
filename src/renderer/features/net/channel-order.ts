import type { ChannelView } from '../../../contract/operator.ts';
import { channelLoss, countMembers, sortedBy, talkersIn } from '../../store/select.ts';
import type { ConsoleState } from '../../store/state.ts';

/** By what channels are sorted. */
export const CHANNEL_SORTS = ['name', 'talking', 'members', 'traffic', 'loss'] as const;
export type ChannelSort = (typeof CHANNEL_SORTS)[number];

/** Which channels are shown. */
export type ChannelFilter = {
  readonly search: string;
  readonly talking: boolean;
  readonly zombies: boolean;
};

export const NO_FILTER: ChannelFilter = { search: '', talking: false, zombies: false };

/** A channel with what it is sorted and narrowed by. */
export type ChannelFacts = {
  readonly channel: ChannelView;
  readonly talking: boolean;
  readonly zombies: boolean;
  /** Packets a second, in and out, to the nearest ten: what differs by less is the same. */
  readonly rate: number;
  /** In tenths of a per cent; -1 where it is not known. */
  readonly loss: number;
};

type Net = Pick<ConsoleState, 'channels' | 'radios' | 'peers'>;

/** What is known of each channel now, by name. */
export function channelFacts({ channels, radios, peers }: Net): ChannelFacts[] {
  return sortedBy(channels.values(), ({ channel_name }) => channel_name).map((channel) => {
    let rate = 0;
    for (const { ssrc } of channel.members) {
      const quality = peers.get(ssrc)?.quality;
      rate += (quality?.packets_in_per_s ?? 0) + (quality?.packets_out_per_s ?? 0);
    }
    const loss = channelLoss(channel, peers);
    return {
      channel,
      talking: talkersIn(channel, peers).length > 0,
      zombies: countMembers(channel, radios, 'zombie') > 0,
      rate: Math.round(rate / 10),
      loss: loss === null ? -1 : Math.round(loss * 1_000),
    };
  });
}

const WEIGHT: Readonly<Record<ChannelSort, (facts: ChannelFacts) => number>> = {
  name: () => 0,
  talking: ({ talking }) => Number(talking),
  members: ({ channel }) => channel.members.length,
  traffic: ({ rate }) => rate,
  loss: ({ loss }) => loss,
};

/** The most first; those that are level by name, as they came. */
export function sortChannels(facts: readonly ChannelFacts[], sort: ChannelSort): ChannelFacts[] {
  const weight = WEIGHT[sort];
  return [...facts].sort((a, b) => weight(b) - weight(a));
}

/** The channels that fit: every word in the name, the id, or a member’s name. */
export function filterChannels(
  facts: readonly ChannelFacts[],
  { search, talking, zombies }: ChannelFilter,
): ChannelFacts[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return facts.filter((row) => {
    if ((talking && !row.talking) || (zombies && !row.zombies)) return false;
    if (words.length === 0) return true;
    const { channel_name, channel_id, members } = row.channel;
    const users = members.map(({ user_id }) => user_id);
    const text = [channel_name, channel_id, ...users].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/**
 * Keeps an order that somebody is about to click in: those that are still there stand where they
 * stood, and what is new comes behind them.
 */
export function holdOrder(before: readonly string[], now: readonly string[]): string[] {
  const there = new Set(now);
  const known = new Set(before);
  return [...before.filter((key) => there.has(key)), ...now.filter((key) => !known.has(key))];
}
