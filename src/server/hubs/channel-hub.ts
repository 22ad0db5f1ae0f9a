import type { ChannelView, MemberView } from '../../contract/operator.ts';
import type { ChannelMode, ChannelSrtp } from '../../contract/fields.ts';
import { Emitter } from '../emitter.ts';

/** A channel as it is made. */
export type ChannelSeed = {
  readonly id: string;
  readonly name: string;
  readonly mode: ChannelMode;
  readonly capacity: number;
  /** Whether members have to speak SRTP. */
  readonly srtp: ChannelSrtp;
  /** Who made it; null for presets and operators. */
  readonly creator: string | null;
  readonly createdAt: number;
};

/** A channel and its members by user id. */
export type Channel = Omit<ChannelSeed, 'name'> & {
  name: string;
  readonly members: Map<string, MemberView>;
};

/** Channels by id, and for each user the channels it is in. */
export class ChannelHub {
  /** Tells the id of each channel that came, changed or went. */
  readonly changed = new Emitter<string>();
  readonly #channels = new Map<string, Channel>();
  readonly #ofUser = new Map<string, Set<Channel>>();

  get size(): number {
    return this.#channels.size;
  }

  get(channelId: string): Channel | undefined {
    return this.#channels.get(channelId);
  }

  [Symbol.iterator](): IterableIterator<Channel> {
    return this.#channels.values();
  }

  create(seed: ChannelSeed): Channel {
    const channel = { ...seed, members: new Map<string, MemberView>() };
    this.#channels.set(seed.id, channel);
    this.changed.emit(seed.id);
    return channel;
  }

  rename(channel: Channel, name: string): void {
    channel.name = name;
    this.changed.emit(channel.id);
  }

  /** Takes a channel out, with all its memberships. */
  delete(channel: Channel): void {
    for (const userId of [...channel.members.keys()]) this.removeMember(channel, userId);
    this.#channels.delete(channel.id);
    this.changed.emit(channel.id);
  }

  addMember(channel: Channel, member: MemberView): void {
    channel.members.set(member.user_id, member);
    const channels = this.#ofUser.get(member.user_id) ?? new Set();
    this.#ofUser.set(member.user_id, channels.add(channel));
    this.changed.emit(channel.id);
  }

  removeMember(channel: Channel, userId: string): void {
    channel.members.delete(userId);
    const channels = this.#ofUser.get(userId);
    channels?.delete(channel);
    if (channels?.size === 0) this.#ofUser.delete(userId);
    this.changed.emit(channel.id);
  }

  /** The channels a user is in. */
  ofUser(userId: string): readonly Channel[] {
    return [...(this.#ofUser.get(userId) ?? [])];
  }

  view(channelId: string): ChannelView | undefined {
    const channel = this.#channels.get(channelId);
    return (
      channel && {
        channel_id: channel.id,
        channel_name: channel.name,
        mode: channel.mode,
        capacity: channel.capacity,
        srtp: channel.srtp,
        creator: channel.creator,
        created_at: channel.createdAt,
        members: [...channel.members.values()],
      }
    );
  }

  snapshot(): ChannelView[] {
    return [...this.#channels.keys()].flatMap((id) => this.view(id) ?? []);
  }
}
