import type { JournalState } from '../../contract/events.ts';
import type { ChannelView, RadioState, Traffic } from '../../contract/operator.ts';
import type { Quality } from '../../contract/quality.ts';
import type { ConsoleState, Table } from './state.ts';

/** A channel that a user is in, with the SSRC it has there. */
export type Membership = { readonly channel: ChannelView; readonly ssrc: number };

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Rows in the order that people expect of names: `radio-2` before `radio-10`. */
export function sortedBy<Row>(rows: Iterable<Row>, name: (row: Row) => string): Row[] {
  return [...rows].sort((a, b) => collator.compare(name(a), name(b)));
}

/** The channels of each user, in the order of their names. */
export function membershipsByUser(
  channels: Table<'channels'>,
): ReadonlyMap<string, readonly Membership[]> {
  const byUser = new Map<string, Membership[]>();
  for (const channel of sortedBy(channels.values(), (row) => row.channel_name)) {
    for (const { user_id, ssrc } of channel.members) {
      const list = byUser.get(user_id);
      if (list === undefined) byUser.set(user_id, [{ channel, ssrc }]);
      else list.push({ channel, ssrc });
    }
  }
  return byUser;
}

/** How many radios are in a state. */
export function countRadios(state: ConsoleState, wanted: RadioState): number {
  let count = 0;
  for (const radio of state.radios.values()) if (radio.state === wanted) count += 1;
  return count;
}

/** How many of a channel's members are in a state. */
export function countMembers(
  channel: ChannelView,
  radios: Table<'radios'>,
  wanted: RadioState,
): number {
  return channel.members.filter(({ user_id }) => radios.get(user_id)?.state === wanted).length;
}

/** How many users are talking, in however many channels. */
export function countTalkers(state: ConsoleState): number {
  const users = new Set<string>();
  for (const peer of state.peers.values()) if (peer.talking) users.add(peer.user_id);
  return users.size;
}

/** The SSRCs of a channel's members who are talking, the one who began first leading. */
export function talkersIn(channel: ChannelView, peers: Table<'peers'>): number[] {
  return channel.members
    .flatMap(({ ssrc }) => peers.get(ssrc) ?? [])
    .filter((peer) => peer.talking)
    .sort((a, b) => (a.talk_started_at ?? 0) - (b.talk_started_at ?? 0) || a.ssrc - b.ssrc)
    .map((peer) => peer.ssrc);
}

/** One counter, added up over a channel's members. */
export function channelSum(
  channel: ChannelView,
  peers: Table<'peers'>,
  counter: keyof Traffic,
): number {
  return channel.members.reduce((sum, { ssrc }) => sum + (peers.get(ssrc)?.[counter] ?? 0), 0);
}

/** The share of packets that were lost, 0 to 1; null where none was expected. */
export function lossOf({ expected, lost }: Pick<Quality, 'expected' | 'lost'>): number | null {
  return expected === 0 ? null : lost / expected;
}

/** The same for all packets that came, or should have come, from a channel's members. */
export function channelLoss(channel: ChannelView, peers: Table<'peers'>): number | null {
  let [expected, lost] = [0, 0];
  for (const { ssrc } of channel.members) {
    const quality = peers.get(ssrc)?.quality;
    expected += quality?.expected ?? 0;
    lost += quality?.lost ?? 0;
  }
  return lossOf({ expected, lost });
}

/** What an operator has to know of the journal, the worst first. */
export type JournalAlarm = 'failing' | 'lost' | 'set_aside';

export function journalAlarms({ state, lost, set_aside }: JournalState): JournalAlarm[] {
  const alarms: JournalAlarm[] = [];
  if (state === 'failing') alarms.push('failing');
  if (lost > 0) alarms.push('lost');
  if (set_aside !== null) alarms.push('set_aside');
  return alarms;
}
