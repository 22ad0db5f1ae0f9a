import { SYSTEM_USER } from '../../contract/fields.ts';
import type { ChannelEvent, Member, MessageEvent } from '../../contract/wire.ts';
import type { Channel } from '../hubs/channel-hub.ts';
import type { Session, UserHub } from '../hubs/user-hub.ts';
import { EventFrames, type EventFrame } from './frames.ts';
import type { NewKeys } from './media-keys.ts';

/** Who an update or a deletion is by, as members are told. */
const SYSTEM: Member = { user_id: SYSTEM_USER, ssrc: 0 };

/** Tells the members of a channel what happens: each event is built once, for all who hear it. */
export class Speaker {
  readonly #users: UserHub;
  readonly #onSlow: (session: Session) => void;
  readonly #events = new EventFrames();

  /** @param onSlow ends a session that reads too slowly, after everybody has been told */
  constructor(users: UserHub, onSlow: (session: Session) => void) {
    this.#users = users;
    this.#onSlow = onSlow;
  }

  /** The number of the last event that was told to anybody; 0 before the first. */
  get lastS(): number {
    return this.#events.lastS;
  }

  /** Tells the members of a channel, but for one, that somebody came or went. */
  member(event: 'join' | 'leave', channel: Channel, member: Member, exceptUserId?: string): void {
    this.#broadcast(channel, this.#channelEvent(event, channel, member), exceptUserId);
  }

  /** Tells every member what became of the channel itself. */
  channel(event: 'update' | 'delete', channel: Channel): void {
    this.#broadcast(channel, this.#channelEvent(event, channel, SYSTEM));
  }

  /** Tells every member of a channel a message. */
  message(channel: Channel, message: MessageEvent): void {
    this.#broadcast(channel, this.#events.message(message));
  }

  /** Tells new keys before they are used, so that whoever hears both hears them in that order. */
  keys(keys: NewKeys | null): void {
    if (keys === null) return;
    const slow: Session[] = [];
    for (const { key, userIds } of keys.told) {
      slow.push(...this.#send(userIds, this.#events.mediaKey(key)));
    }
    keys.use();
    this.#dropSlow(slow);
  }

  #channelEvent(event: ChannelEvent['event'], channel: Channel, member: Member): EventFrame {
    return this.#events.channel({ event, channel_id: channel.id, member });
  }

  #broadcast(channel: Channel, event: EventFrame, exceptUserId?: string): void {
    this.#dropSlow(this.#send(channel.members.keys(), event, exceptUserId));
  }

  /** Sends an event to users, and gives back those who read too slowly. */
  #send(userIds: Iterable<string>, event: EventFrame, exceptUserId?: string): Session[] {
    const slow: Session[] = [];
    for (const userId of userIds) {
      const session = userId === exceptUserId ? undefined : this.#users.get(userId);
      if (session === undefined) continue;
      session.resumption?.replay.add(event);
      if (!session.link.send(event.bytes)) slow.push(session);
    }
    return slow;
  }

  #dropSlow(slow: readonly Session[]): void {
    // Only now: ending a session is an event of its own, and events must keep their order.
    for (const session of slow) this.#onSlow(session);
  }
}
