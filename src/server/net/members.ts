import { ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import type { SrtpOffer } from '../../contract/wire.ts';
import type { Channel } from '../hubs/channel-hub.ts';
import type { Session } from '../hubs/user-hub.ts';
import { usableChannel } from './access.ts';
import { stunCredentials } from './credentials.ts';
import { joined, left } from './net-events.ts';
import type { NetParts } from './parts.ts';
import { mustEncrypt, noSuchChannel, quoted, refused, type Outcome } from './rules.ts';

/** What a radio gets by joining. */
export type Joined = {
  readonly channel: Channel;
  /** How it has to encrypt; nothing where it speaks plain RTP. */
  readonly srtp: SrtpOffer | undefined;
};

/** How users come into channels and leave them, with the SSRCs and keys of their media. */
export class Members {
  readonly #parts: NetParts;
  readonly #maxChannelsPerUser: number;

  constructor(parts: NetParts, maxChannelsPerUser: number) {
    this.#parts = parts;
    this.#maxChannelsPerUser = maxChannelsPerUser;
  }

  /** Puts a user into a channel with an SSRC of its own, and tells the other members. */
  join(
    session: Session,
    channelId: string,
    ssrc: number,
    wishes: readonly string[],
  ): Outcome<Joined> {
    const { channels, peers, keys, speaker, happened, clock, random } = this.#parts;
    const found = usableChannel(channels, session, channelId);
    if ('refusal' in found) return found;
    const channel = found.value;
    const denied = this.#mayNotJoin(session, channel, ssrc);
    if (denied) return { refusal: denied };
    const { link } = session;
    const profile = keys.profileFor(wishes, link);
    if (profile === undefined && channel.srtp === 'required') {
      return { refusal: mustEncrypt(channel, wishes) };
    }
    const { userId } = session;
    const member = { user_id: userId, ssrc, joined_at: clock.now() };
    channels.addMember(channel, member);
    const mayTalk = session.role !== 'observer';
    const given = profile && keys.join(channelId, userId, profile);
    const { muted } = session;
    const peer = {
      ssrc,
      userId,
      channelId,
      ip: link.ip,
      mayTalk,
      muted,
      stun: stunCredentials(random),
    };
    peers.add(given ? { ...peer, uplink: given.uplink } : peer);
    happened.emit(joined(channel, member, given !== undefined));
    speaker.member('join', channel, { user_id: userId, ssrc }, userId);
    return { value: { channel, srtp: given?.offer } };
  }

  /** Takes a user out of a channel and tells the members that stay. */
  leave(session: Session, channelId: string): Outcome<Channel> {
    const channel = this.#parts.channels.get(channelId);
    if (!channel) return noSuchChannel(channelId);
    if (!channel.members.has(session.userId)) {
      return refused(ErrorCode.NOT_MEMBER, `not in channel ${quoted(channelId)}`);
    }
    this.#remove(channel, session.userId);
    return { value: channel };
  }

  /** Has nobody hear a user in any of its channels, or everybody again. */
  mute(userId: string, muted: boolean): void {
    const { channels, peers } = this.#parts;
    for (const { members } of channels.ofUser(userId)) {
      const ssrc = members.get(userId)?.ssrc;
      if (ssrc !== undefined) peers.mute(ssrc, muted);
    }
  }

  /** Takes a user out of all its channels. */
  removeEverywhere(userId: string): void {
    for (const channel of this.#parts.channels.ofUser(userId)) this.#remove(channel, userId);
  }

  /**
   * Frees what the media of a channel has, because the channel goes.
   *
   * @param by who deletes it
   */
  forget(channel: Channel, by: string): void {
    const { peers, keys, happened } = this.#parts;
    for (const member of channel.members.values()) {
      happened.emit(left(channel, member, by));
      peers.remove(member.ssrc);
    }
    keys.forget(channel.id);
  }

  #remove(channel: Channel, userId: string): void {
    const { channels, peers, keys, speaker, happened } = this.#parts;
    const member = channel.members.get(userId);
    if (!member) return;
    happened.emit(left(channel, member, userId));
    channels.removeMember(channel, userId);
    peers.remove(member.ssrc);
    speaker.keys(keys.leave(channel.id, userId));
    speaker.member('leave', channel, { user_id: userId, ssrc: member.ssrc });
  }

  #mayNotJoin(session: Session, channel: Channel, ssrc: number): Refusal | undefined {
    const { channels, peers, limits } = this.#parts;
    if (channel.members.has(session.userId)) {
      return refuse(ErrorCode.ALREADY_MEMBER, `already in channel ${quoted(channel.id)}`);
    }
    if (channels.ofUser(session.userId).length >= this.#maxChannelsPerUser) {
      limits.hit('channels_per_user');
      const reason = `already in ${this.#maxChannelsPerUser} channels, and no more are allowed`;
      return refuse(ErrorCode.NOT_ALLOWED, reason);
    }
    if (ssrc === 0) return refuse(ErrorCode.SSRC_IN_USE, 'ssrc: got 0, expected 1 to 4294967295');
    if (peers.get(ssrc)) {
      return refuse(
        ErrorCode.SSRC_IN_USE,
        `ssrc: got ${ssrc}, which is in use; expected a free one`,
      );
    }
    if (channel.members.size >= channel.capacity) {
      const reason = `channel ${quoted(channel.id)} is full with ${channel.capacity} members`;
      return refuse(ErrorCode.CHANNEL_FULL, reason);
    }
    if (!peers.hasRoom) {
      const reason = `the net is full with ${peers.size} memberships in all channels together`;
      return refuse(ErrorCode.CHANNEL_FULL, reason);
    }
    return undefined;
  }
}
