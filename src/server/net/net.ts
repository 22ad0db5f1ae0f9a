import { CloseCode } from '../../contract/errors.ts';
import type { NetEvent } from '../../contract/events.ts';
import { channelAllowed } from '../../contract/fields.ts';
import type { MessageEvent } from '../../contract/wire.ts';
import type { Identity } from '../auth/authenticator.ts';
import type { Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import { ChannelHub, type Channel } from '../hubs/channel-hub.ts';
import { MediaPeerHub, type PeerTable } from '../hubs/media-peer-hub.ts';
import { UserHub, type Link, type Session } from '../hubs/user-hub.ts';
import type { ChannelRecord } from '../journal/records.ts';
import { LimitCounts } from '../limit-counts.ts';
import type { Log } from '../log.ts';
import type { Random } from '../random.ts';
import { usableChannel } from './access.ts';
import { ChannelDesk, type ChannelRequest, type Restored } from './channel-desk.ts';
import { MediaKeys, type KeyTable } from './media-keys.ts';
import { Members, type Joined } from './members.ts';
import { Messages } from './messages.ts';
import type { Ending, NetParts } from './parts.ts';
import {
  ResumeDesk,
  type ResumeClaim,
  type ResumeOptions,
  type ResumeOutcome,
} from './resume-desk.ts';
import type { Actor, Outcome } from './rules.ts';
import { Sessions, type IsMuted } from './sessions.ts';
import { Speaker } from './speaker.ts';

export type NetOptions = {
  readonly relay: PeerTable & KeyTable;
  /** Whether keys of media are also told over a WebSocket that others may read. */
  readonly keysOverPlainWs?: boolean;
  /** How long and with how much memory sessions may be resumed; not at all where it is left out. */
  readonly resume?: ResumeOptions;
  /** Channels that one user may be in together; any number by default. */
  readonly maxChannelsPerUser?: number;
  /** Channels in all, past which radios may make no more; any number by default. */
  readonly maxChannels?: number;
  /** Whether a radio that logs in is muted; none is by default. */
  readonly isMuted?: IsMuted;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Where limits that are hit are counted. */
  readonly limits?: LimitCounts;
};

const NO_RESUME: ResumeOptions = { windowMs: 0, events: 0, bytes: 0 };

/** The net itself: the three hubs, and all the ways in which they change together. */
export class Net {
  readonly users = new UserHub();
  readonly channels = new ChannelHub();
  readonly peers: MediaPeerHub;
  /** Tells what happened, for the record; of a membership that ends while it is still there. */
  readonly happened = new Emitter<NetEvent>();
  /** Tells of each session that ends or is lost, while it still has all it had. */
  readonly ending = new Emitter<Ending>();
  readonly #parts: NetParts;
  readonly #sessions: Sessions;
  readonly #members: Members;
  readonly #desk: ChannelDesk;
  readonly #messages: Messages;
  readonly #resume: ResumeDesk;

  constructor(options: NetOptions) {
    const { relay, keysOverPlainWs = false, clock, random, log } = options;
    const { isMuted = () => false } = options;
    const { users, channels, happened, ending } = this;
    const peers = new MediaPeerHub(relay);
    const keys = new MediaKeys({ relay, random, overPlainWs: keysOverPlainWs });
    const speaker = new Speaker(users, (slow) => this.endSession(slow, CloseCode.SLOW_CONSUMER));
    this.peers = peers;
    this.#parts = {
      ...{ users, channels, peers, keys, speaker, happened, ending },
      ...{ clock, random, log, limits: options.limits ?? new LimitCounts() },
    };
    this.#resume = new ResumeDesk(this.#parts, options.resume ?? NO_RESUME);
    this.#members = new Members(this.#parts, options.maxChannelsPerUser ?? Infinity);
    this.#sessions = new Sessions(this.#parts, this.#members, this.#resume, isMuted);
    this.#desk = new ChannelDesk(this.#parts, this.#members, options.maxChannels ?? Infinity);
    this.#messages = new Messages(this.#parts);
  }

  /** Begins a session. An older one of the same user is replaced first, with all it had. */
  openSession(identity: Identity, link: Link): Session {
    return this.#sessions.open(identity, link);
  }

  /**
   * Ends a session with everything it had: memberships, SSRCs, its place among the users and, where
   * a code is given, its WebSocket. A session that has ended already is left alone.
   */
  endSession(session: Session, code?: CloseCode): void {
    this.#sessions.end(session, code);
  }

  /**
   * Lets a session be resumed from now on.
   *
   * @returns the token to do it with; undefined where sessions cannot be resumed
   */
  offerResume(session: Session): string | undefined {
    return this.#resume.offer(session);
  }

  /**
   * A connection has ended without a close frame: its session waits for the radio, if it can be
   * resumed, and ends otherwise.
   */
  loseSession(session: Session, link: Link): void {
    this.#sessions.lose(session, link);
  }

  /** Gives a session to a new connection of its radio, with the events that the radio missed. */
  resumeSession(link: Link, claim: ResumeClaim): ResumeOutcome {
    return this.#sessions.resume(link, claim);
  }

  /** Ends a session whose radio has not come back in its resume window. */
  expireLost(session: Session): void {
    this.#sessions.expireLost(session);
  }

  /** Notes that a frame came in from a radio: whatever it was, it is alive. */
  heard(session: Session): void {
    this.#sessions.heard(session);
  }

  /**
   * Notes that an authenticated packet came in from a radio: it is alive.
   *
   * @param at when that was, in monotonic ms
   */
  proved(session: Session, at: number): void {
    this.#sessions.proved(session, at);
  }

  /** Notes how long a ping over a radio's WebSocket took there and back, in ms. */
  measured(session: Session, rttMs: number): void {
    this.#sessions.measured(session, rttMs);
  }

  /** Makes a channel; one that exists is given back unchanged. */
  createChannel(actor: Actor, request: ChannelRequest): Outcome<Channel> {
    return this.#desk.create(actor, request);
  }

  /** Brings back a channel that was deleted; nothing where that cannot be. */
  undeleteChannel(channelId: string): Restored | undefined {
    return this.#desk.undelete(channelId);
  }

  /** Brings back a channel of an earlier run, unless there is one of that id. */
  restoreChannel(channel: ChannelRecord): void {
    this.#desk.restore(channel);
  }

  /** Gives a channel another name and tells its members. */
  renameChannel(actor: Actor, channelId: string, name: string): Outcome<Channel> {
    return this.#desk.rename(actor, channelId, name);
  }

  /** Deletes a channel: its members are told, their memberships end, their SSRCs are free. */
  deleteChannel(actor: Actor, channelId: string): Outcome<Channel> {
    return this.#desk.delete(actor, channelId);
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
    return this.#members.join(session, channelId, ssrc, wishes);
  }

  /** Has nobody hear a radio, or everybody again; it hears all the same. */
  mute(session: Session, muted: boolean): void {
    if (session.muted === muted) return;
    session.muted = muted;
    this.#members.mute(session.userId, muted);
    this.users.touch(session);
  }

  /** Takes a user out of a channel and tells the members that stay. */
  leave(session: Session, channelId: string): Outcome<Channel> {
    return this.#members.leave(session, channelId);
  }

  /** Gives a channel new keys for its media, if those of that epoch are still the ones in use. */
  renewKeys({ channelId, epoch }: { readonly channelId: string; readonly epoch: number }): void {
    const { keys, speaker } = this.#parts;
    speaker.keys(keys.renew(channelId, epoch));
  }

  /** Gives every channel new keys: a relay that has begun anew must not go on with those it had. */
  renewAllKeys(): void {
    const { keys, speaker } = this.#parts;
    for (const renewed of keys.renewAll()) speaker.keys(renewed);
  }

  /** Makes a message, which nobody has heard yet. */
  compose(actor: Actor, channelId: string, content: string): Outcome<MessageEvent> {
    return this.#messages.compose(actor, channelId, content);
  }

  /**
   * Spreads a message to every member of its channel, its author included. Time may have passed
   * since it was made: a radio that wrote it has to be in the channel still.
   */
  spread(actor: Actor, message: MessageEvent): Outcome<null> {
    return this.#messages.spread(actor, message);
  }

  /** The channel of an id, if it is there and the radio's token allows it. */
  usableChannel(session: Session, channelId: string): Outcome<Channel> {
    return usableChannel(this.channels, session, channelId);
  }

  /** The channels that a radio's token allows. */
  usableChannels(session: Session): Channel[] {
    return [...this.channels].filter((channel) => channelAllowed(session.channels, channel.id));
  }
}
