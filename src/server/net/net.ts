import { CloseCode, ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import {
  channelAllowed,
  SYSTEM_USER,
  type ChannelMode,
  type ChannelSrtp,
} from '../../contract/fields.ts';
import { Limit } from '../../contract/limits.ts';
import type { Member, SrtpOffer } from '../../contract/wire.ts';
import type { Identity } from '../auth/authenticator.ts';
import type { Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import { ChannelHub, type Channel } from '../hubs/channel-hub.ts';
import { MediaPeerHub, type PeerTable } from '../hubs/media-peer-hub.ts';
import { UserHub, type Link, type Session } from '../hubs/user-hub.ts';
import type { Log } from '../log.ts';
import { randomId, type Random } from '../random.ts';
import { stunCredentials } from './credentials.ts';
import { EventFrames } from './frames.ts';
import { MediaKeys, type KeyTable, type NewKeys } from './media-keys.ts';
import {
  actorName,
  mayNotAct,
  mayNotUse,
  mustEncrypt,
  noSuchChannel,
  quoted,
  refused,
  wrongContent,
  type Actor,
  type Outcome,
} from './rules.ts';

/** What a new channel is to be. */
export type ChannelRequest = {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly mode?: ChannelMode | undefined;
  readonly capacity?: number | undefined;
  readonly srtp?: ChannelSrtp | undefined;
};

/** What a radio gets by joining. */
export type Joined = {
  readonly channel: Channel;
  /** How it has to encrypt; nothing where it speaks plain RTP. */
  readonly srtp: SrtpOffer | undefined;
};

/** How a session ends. */
type Ending = {
  readonly session: Session;
  /** What its WebSocket is closed with; undefined where that has ended by itself. */
  readonly code: CloseCode | undefined;
  readonly isLost: boolean;
};

export type NetOptions = {
  readonly relay: PeerTable & KeyTable;
  /** Whether keys of media are also told over a WebSocket that others may read. */
  readonly keysOverPlainWs?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** The net itself: the three hubs, and the rules by which they change together. */
export class Net {
  readonly users = new UserHub();
  readonly channels = new ChannelHub();
  readonly peers: MediaPeerHub;
  /** Tells of each session that ends, while it still has all it had. */
  readonly ending = new Emitter<Ending>();
  readonly #keys: MediaKeys;
  readonly #events = new EventFrames();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;

  constructor(options: NetOptions) {
    this.peers = new MediaPeerHub(options.relay);
    this.#keys = new MediaKeys({
      relay: options.relay,
      random: options.random,
      overPlainWs: options.keysOverPlainWs ?? false,
    });
    this.#clock = options.clock;
    this.#random = options.random;
    this.#log = options.log;
  }

  /** Begins a session. An older one of the same user is replaced first, with all it had. */
  openSession(identity: Identity, link: Link): Session {
    const older = this.users.get(identity.userId);
    if (older) this.endSession(older, CloseCode.REPLACED);
    const session: Session = {
      ...identity,
      id: randomId(this.#random, 'sess_'),
      link,
      connectedAt: this.#clock.now(),
      lastSeenAt: this.#clock.now(),
      lastHeardAt: this.#clock.monotonic(),
      rttMs: null,
      state: 'alive',
    };
    this.users.add(session);
    this.#log.info({ user: session.userId, from: link.address }, 'radio logged in');
    return session;
  }

  /**
   * Ends a session with everything it had: memberships, SSRCs, its place among the users and, where
   * a code is given, its WebSocket. A session that has ended already is left alone.
   *
   * @param isLost whether its connection ended without a word
   */
  endSession(session: Session, code?: CloseCode, isLost = false): void {
    if (!this.users.has(session)) return;
    this.ending.emit({ session, code, isLost });
    for (const channel of this.channels.ofUser(session.userId)) {
      this.#removeMember(channel, session.userId);
    }
    this.users.remove(session);
    if (code !== undefined) session.link.close(code);
    this.#log.info({ user: session.userId, code }, 'session ended');
  }

  /**
   * Notes that a frame or an authenticated packet came in from a radio: whatever it was, it is alive.
   *
   * @param at when that was, in monotonic ms
   */
  heard(session: Session, at = this.#clock.monotonic()): void {
    session.lastHeardAt = at;
    session.lastSeenAt = Math.round(this.#clock.now() - (this.#clock.monotonic() - at));
    session.state = 'alive';
    this.users.touch(session);
  }

  /** Notes how long a ping over a radio's WebSocket took there and back, in ms. */
  measured(session: Session, rttMs: number): void {
    session.rttMs = Math.round(100 * rttMs) / 100;
    this.users.touch(session);
  }

  /** Makes a channel; one that exists is given back unchanged. */
  createChannel(actor: Actor, request: ChannelRequest): Outcome<Channel> {
    const { channel_id: id } = request;
    if (actor !== 'operator') {
      const denied = mayNotUse(actor, id) ?? mayNotAct(actor);
      if (denied) return { refusal: denied };
    }
    const existing = this.channels.get(id);
    if (existing) return { value: existing };
    const channel = this.channels.create({
      id,
      name: request.channel_name,
      mode: request.mode ?? 'open',
      capacity: request.capacity ?? Limit.CHANNEL_MEMBERS,
      srtp: request.srtp ?? 'optional',
      creator: actor === 'operator' ? null : actor.userId,
      createdAt: this.#clock.now(),
    });
    this.#log.info({ channel: id, by: actorName(actor) }, 'channel created');
    return { value: channel };
  }

  /** Gives a channel another name and tells its members. */
  renameChannel(actor: Actor, channelId: string, name: string): Outcome<Channel> {
    const found = this.#manageable(actor, channelId);
    if ('refusal' in found) return found;
    this.channels.rename(found.value, name);
    this.#tell(found.value, 'update');
    return found;
  }

  /** Deletes a channel: its members are told, their memberships end, their SSRCs are free. */
  deleteChannel(actor: Actor, channelId: string): Outcome<Channel> {
    const found = this.#manageable(actor, channelId);
    if ('refusal' in found) return found;
    const channel = found.value;
    this.#tell(channel, 'delete');
    for (const { ssrc } of channel.members.values()) this.peers.remove(ssrc);
    this.#keys.forget(channelId);
    this.channels.delete(channel);
    this.#log.info({ channel: channelId, by: actorName(actor) }, 'channel deleted');
    return found;
  }

  /**
   * Puts a user into a channel with an SSRC of its own, and tells the other members.
   *
   * @param wishes SRTP profiles that the radio speaks, the one it likes best first
   */
  join(
    session: Session,
    channelId: string,
    ssrc: number,
    wishes: readonly string[] = [],
  ): Outcome<Joined> {
    const found = this.usableChannel(session, channelId);
    if ('refusal' in found) return found;
    const channel = found.value;
    const denied = this.#mayNotJoin(session, channel, ssrc);
    if (denied) return { refusal: denied };
    const profile = this.#keys.profileFor(wishes, session.link.ip);
    if (profile === undefined && channel.srtp === 'required') {
      return { refusal: mustEncrypt(channel, wishes) };
    }
    const { userId } = session;
    const member = { user_id: userId, ssrc, joined_at: this.#clock.now() };
    this.channels.addMember(channel, member);
    const mayTalk = session.role !== 'observer';
    const keys = profile && this.#keys.join(channelId, userId, profile);
    const { ip } = session.link;
    const stun = stunCredentials(this.#random);
    const uplink = keys && { uplink: keys.uplink };
    this.peers.add({ ssrc, userId, channelId, ip, mayTalk, stun, ...uplink });
    this.#broadcast(
      channel,
      this.#channelEvent('join', channel, { user_id: userId, ssrc }),
      userId,
    );
    return { value: { channel, srtp: keys?.offer } };
  }

  /** Gives a channel new keys for its media, if those of that epoch are still the ones in use. */
  renewKeys({ channelId, epoch }: { readonly channelId: string; readonly epoch: number }): void {
    this.#tellKeys(this.#keys.renew(channelId, epoch));
  }

  /** Gives every channel new keys: a relay that has begun anew must not go on with those it had. */
  renewAllKeys(): void {
    for (const keys of this.#keys.renewAll()) this.#tellKeys(keys);
  }

  /** Takes a user out of a channel and tells the members that stay. */
  leave(session: Session, channelId: string): Outcome<Channel> {
    const channel = this.channels.get(channelId);
    if (!channel) return noSuchChannel(channelId);
    if (!channel.members.has(session.userId)) {
      return refused(ErrorCode.NOT_MEMBER, `not in channel ${quoted(channelId)}`);
    }
    this.#removeMember(channel, session.userId);
    return { value: channel };
  }

  /** Spreads a message to every member of a channel, its author included. */
  message(session: Session, channelId: string, content: string): Outcome<null> {
    const denied = mayNotAct(session) ?? wrongContent(content);
    if (denied) return { refusal: denied };
    const channel = this.channels.get(channelId);
    if (!channel) return noSuchChannel(channelId);
    if (!channel.members.has(session.userId)) {
      return refused(
        ErrorCode.MESSAGE_NOT_MEMBER,
        `channel_id: got ${quoted(channelId)}, expected a channel you have joined`,
      );
    }
    const event = this.#events.message({
      message_id: randomId(this.#random, 'msg_'),
      channel_id: channelId,
      author_id: session.userId,
      content,
      timestamp: this.#clock.now(),
    });
    this.#broadcast(channel, event);
    return { value: null };
  }

  /** The channel of an id, if it is there and the radio's token allows it. */
  usableChannel(session: Session, channelId: string): Outcome<Channel> {
    const channel = this.channels.get(channelId);
    if (!channel) return noSuchChannel(channelId);
    const denied = mayNotUse(session, channelId);
    return denied ? { refusal: denied } : { value: channel };
  }

  /** The channels that a radio's token allows. */
  usableChannels(session: Session): Channel[] {
    return [...this.channels].filter((channel) => channelAllowed(session.channels, channel.id));
  }

  #mayNotJoin(session: Session, channel: Channel, ssrc: number): Refusal | undefined {
    if (channel.members.has(session.userId)) {
      return refuse(ErrorCode.ALREADY_MEMBER, `already in channel ${quoted(channel.id)}`);
    }
    if (ssrc === 0) return refuse(ErrorCode.SSRC_IN_USE, 'ssrc: got 0, expected 1 to 4294967295');
    if (this.peers.get(ssrc)) {
      return refuse(
        ErrorCode.SSRC_IN_USE,
        `ssrc: got ${ssrc}, which is in use; expected a free one`,
      );
    }
    if (channel.members.size >= channel.capacity) {
      const reason = `channel ${quoted(channel.id)} is full with ${channel.capacity} members`;
      return refuse(ErrorCode.CHANNEL_FULL, reason);
    }
    if (!this.peers.hasRoom) {
      const reason = `the net is full with ${this.peers.size} memberships in all channels together`;
      return refuse(ErrorCode.CHANNEL_FULL, reason);
    }
    return undefined;
  }

  /** A channel that the actor may rename and delete: its creator, a dispatcher or an operator. */
  #manageable(actor: Actor, channelId: string): Outcome<Channel> {
    if (actor === 'operator') {
      const channel = this.channels.get(channelId);
      return channel ? { value: channel } : noSuchChannel(channelId);
    }
    const found = this.usableChannel(actor, channelId);
    if ('refusal' in found) return found;
    if (actor.role === 'dispatcher') return found;
    if (actor.role === 'radio' && found.value.creator === actor.userId) return found;
    return refused(
      ErrorCode.NOT_ALLOWED,
      `channel ${quoted(channelId)} may be changed by its creator and by dispatchers`,
    );
  }

  #removeMember(channel: Channel, userId: string): void {
    const member = channel.members.get(userId);
    if (!member) return;
    this.channels.removeMember(channel, userId);
    this.peers.remove(member.ssrc);
    this.#tellKeys(this.#keys.leave(channel.id, userId));
    const event = this.#channelEvent('leave', channel, { user_id: userId, ssrc: member.ssrc });
    this.#broadcast(channel, event);
  }

  #tell(channel: Channel, event: 'update' | 'delete'): void {
    this.#broadcast(channel, this.#channelEvent(event, channel, { user_id: SYSTEM_USER, ssrc: 0 }));
  }

  #channelEvent(
    event: 'join' | 'leave' | 'update' | 'delete',
    channel: Channel,
    member: Member,
  ): Buffer {
    return this.#events.channel({ event, channel_id: channel.id, member });
  }

  /** Tells new keys before they are used, so that whoever hears both hears them in that order. */
  #tellKeys(keys: NewKeys | null): void {
    if (keys === null) return;
    const slow: Session[] = [];
    for (const { key, userIds } of keys.told) {
      slow.push(...this.#send(userIds, this.#events.mediaKey(key)));
    }
    keys.use();
    this.#dropSlow(slow);
  }

  #broadcast(channel: Channel, frame: Buffer, exceptUserId?: string): void {
    const hearers = [...channel.members.keys()].filter((userId) => userId !== exceptUserId);
    this.#dropSlow(this.#send(hearers, frame));
  }

  /** Sends a frame to users, and gives back those who read too slowly. */
  #send(userIds: Iterable<string>, frame: Buffer): Session[] {
    const slow: Session[] = [];
    for (const userId of userIds) {
      const session = this.users.get(userId);
      if (session && !session.link.send(frame)) slow.push(session);
    }
    return slow;
  }

  #dropSlow(slow: readonly Session[]): void {
    // Only now: ending a session is an event of its own, and events must keep their order.
    for (const session of slow) this.endSession(session, CloseCode.SLOW_CONSUMER);
  }
}
