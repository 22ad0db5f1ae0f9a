import { ErrorCode } from '../../contract/errors.ts';
import type { ChannelMode, ChannelSrtp } from '../../contract/fields.ts';
import { Limit } from '../../contract/limits.ts';
import type { Channel } from '../hubs/channel-hub.ts';
import { manageableChannel } from './access.ts';
import type { ChannelRecord } from '../journal/records.ts';
import { DeletedChannels } from './deleted-channels.ts';
import type { Members } from './members.ts';
import { channelCreated, channelDeleted, channelRenamed } from './net-events.ts';
import type { NetParts } from './parts.ts';
import { actorName, mayNotAct, mayNotUse, refused, type Actor, type Outcome } from './rules.ts';

/** What a new channel is to be. */
export type ChannelRequest = {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly mode?: ChannelMode | undefined;
  readonly capacity?: number | undefined;
  readonly srtp?: ChannelSrtp | undefined;
};

/** A channel that was brought back, and how many of its members of before are logged in. */
export type Restored = { readonly channel: Channel; readonly former_members: number };

/** How channels are made, renamed and deleted. */
export class ChannelDesk {
  readonly #parts: NetParts;
  readonly #members: Members;
  readonly #maxChannels: number;
  readonly #deleted = new DeletedChannels();

  /** @param maxChannels channels in all, past which radios may make no more */
  constructor(parts: NetParts, members: Members, maxChannels: number) {
    this.#parts = parts;
    this.#members = members;
    this.#maxChannels = maxChannels;
  }

  /** Makes a channel; one that exists is given back unchanged. */
  create(actor: Actor, request: ChannelRequest): Outcome<Channel> {
    const { channels, happened, clock, log } = this.#parts;
    const { channel_id: id } = request;
    if (actor !== 'operator') {
      const denied = mayNotUse(actor, id) ?? mayNotAct(actor);
      if (denied) return { refusal: denied };
    }
    const existing = channels.get(id);
    if (existing) return { value: existing };
    if (actor !== 'operator' && channels.size >= this.#maxChannels) {
      this.#parts.limits.hit('channels');
      const reason = `the net has ${channels.size} channels, and radios may make no more`;
      return refused(ErrorCode.NOT_ALLOWED, reason);
    }
    const channel = channels.create({
      id,
      name: request.channel_name,
      mode: request.mode ?? 'open',
      capacity: request.capacity ?? Limit.CHANNEL_MEMBERS,
      srtp: request.srtp ?? 'optional',
      creator: actor === 'operator' ? null : actor.userId,
      createdAt: clock.now(),
    });
    log.info({ channel: id, by: actorName(actor) }, 'channel created');
    happened.emit(channelCreated(actor, channel));
    return { value: channel };
  }

  /** Brings back a channel of an earlier run, unless there is one of that id. */
  restore(channel: ChannelRecord): void {
    const { channels } = this.#parts;
    const { channel_id: id, channel_name: name, mode, capacity, srtp, creator } = channel;
    if (channels.get(id)) return;
    channels.create({ id, name, mode, capacity, srtp, creator, createdAt: channel.created_at });
  }

  /**
   * Brings back a channel that was deleted, empty, as it was made. No radio is told: events are for
   * members, and it has none.
   *
   * @returns nothing where none of that id was deleted of late, or there is one again
   */
  undelete(channelId: string): Restored | undefined {
    const { channels, users, happened, log } = this.#parts;
    if (channels.get(channelId)) return undefined;
    const found = this.#deleted.take(channelId);
    if (found === undefined) return undefined;
    const channel = channels.create(found.seed);
    log.info({ channel: channelId, by: 'operator' }, 'channel brought back');
    happened.emit(channelCreated('operator', channel));
    const there = found.userIds.filter((userId) => users.get(userId) !== undefined);
    return { channel, former_members: there.length };
  }

  /** Gives a channel another name and tells its members. */
  rename(actor: Actor, channelId: string, name: string): Outcome<Channel> {
    const { channels, speaker, happened } = this.#parts;
    const found = manageableChannel(channels, actor, channelId);
    if ('refusal' in found) return found;
    const { name: from } = found.value;
    channels.rename(found.value, name);
    happened.emit(channelRenamed(actor, found.value, from));
    speaker.channel('update', found.value);
    return found;
  }

  /** Deletes a channel: its members are told, their memberships end, their SSRCs are free. */
  delete(actor: Actor, channelId: string): Outcome<Channel> {
    const { channels, speaker, happened, log } = this.#parts;
    const found = manageableChannel(channels, actor, channelId);
    if ('refusal' in found) return found;
    const channel = found.value;
    speaker.channel('delete', channel);
    this.#deleted.note(channel);
    this.#members.forget(channel, actorName(actor));
    channels.delete(channel);
    log.info({ channel: channelId, by: actorName(actor) }, 'channel deleted');
    happened.emit(channelDeleted(actor, channel));
    return found;
  }
}
