import { ErrorCode } from '../../src/contract/errors.ts';
import type { Role } from '../../src/contract/fields.ts';
import { EVENTS, SUSPECT_AFTER_MS, WINDOW_MS, ZOMBIE_AFTER_MS } from './stage.ts';

/** A user who is logged in. */
export type ModelUser = {
  readonly role: Role;
  readonly jti: string;
  heardAt: number;
  state: 'alive' | 'suspect' | 'zombie';
  isSlow: boolean;
  /** Whether it may come back after the loss of its connection, and since when it is lost. */
  readonly isResumable: boolean;
  lostAt: number | null;
  /** The channels that it is in, in the order in which it joined. */
  readonly places: Set<string>;
  /** Every event that it has to hear, in order. */
  readonly told: string[];
};

type ModelChannel = {
  readonly capacity: number;
  readonly creator: string | null;
  /** SSRCs by user. */
  readonly members: Map<string, number>;
};

/** What comes of a request: done, or the code of its refusal. */
export type Verdict = 'done' | ErrorCode;

/** The rules of the net as they stand in the protocol, in the plainest form: two maps. */
export class Model {
  readonly users = new Map<string, ModelUser>();
  readonly channels = new Map<string, ModelChannel>();
  readonly #room: number;
  now = 0;

  /** @param room memberships there may be in all */
  constructor(room: number) {
    this.#room = room;
  }

  login(userId: string, role: Role, jti: string, isResumable: boolean): ModelUser {
    this.end(userId);
    const life = { heardAt: this.now, state: 'alive', isSlow: false, lostAt: null } as const;
    const user = { role, jti, isResumable, ...life, places: new Set<string>(), told: [] };
    this.users.set(userId, user);
    return user;
  }

  /** Whoever hears of it and does not read goes as well. */
  end(userId: string): void {
    const { places = [] } = this.users.get(userId) ?? {};
    this.users.delete(userId);
    for (const id of places) this.channels.get(id)?.members.delete(userId);
    for (const id of places) this.#tell(id, `leave ${id} ${userId}`);
  }

  /** A connection breaks. */
  lose(userId: string): void {
    const user = this.users.get(userId);
    if (user?.isResumable !== true) this.end(userId);
    else Object.assign(user, { lostAt: this.now, state: 'suspect', isSlow: false });
  }

  /**
   * A radio asks for its session.
   *
   * @param heard how many of its events it has
   * @returns the events that it missed, null where it is refused
   */
  resume(userId: string, user: ModelUser, heard: number): string[] | null {
    if (this.users.get(userId) !== user || heard < user.told.length - EVENTS) return null;
    Object.assign(user, { lostAt: null, state: 'alive', heardAt: this.now, isSlow: false });
    return user.told.slice(heard);
  }

  create(actor: string | null, id: string, capacity: number): Verdict {
    if (actor !== null && this.users.get(actor)?.role === 'observer') return ErrorCode.NOT_ALLOWED;
    if (!this.channels.has(id)) {
      this.channels.set(id, { capacity, creator: actor, members: new Map() });
    }
    return 'done';
  }

  delete(actor: string | null, id: string): Verdict {
    const verdict = this.#mayManage(actor, id);
    const channel = this.channels.get(id);
    if (verdict !== 'done' || !channel) return verdict;
    this.#tell(id, `delete ${id} system`);
    for (const userId of channel.members.keys()) this.users.get(userId)?.places.delete(id);
    this.channels.delete(id);
    return 'done';
  }

  rename(actor: string | null, id: string): Verdict {
    const verdict = this.#mayManage(actor, id);
    if (verdict === 'done') this.#tell(id, `update ${id} system`);
    return verdict;
  }

  join(userId: string, id: string, ssrc: number): Verdict {
    const channel = this.channels.get(id);
    if (!channel) return ErrorCode.NO_SUCH_CHANNEL;
    if (channel.members.has(userId)) return ErrorCode.ALREADY_MEMBER;
    const taken = [...this.channels.values()].flatMap(({ members }) => [...members.values()]);
    if (ssrc === 0 || taken.includes(ssrc)) return ErrorCode.SSRC_IN_USE;
    if (channel.members.size >= channel.capacity) return ErrorCode.CHANNEL_FULL;
    if (taken.length >= this.#room) return ErrorCode.CHANNEL_FULL;
    channel.members.set(userId, ssrc);
    this.users.get(userId)?.places.add(id);
    this.#tell(id, `join ${id} ${userId}`, userId);
    return 'done';
  }

  leave(userId: string, id: string): Verdict {
    const channel = this.channels.get(id);
    if (!channel) return ErrorCode.NO_SUCH_CHANNEL;
    if (!channel.members.delete(userId)) return ErrorCode.NOT_MEMBER;
    this.users.get(userId)?.places.delete(id);
    this.#tell(id, `leave ${id} ${userId}`);
    return 'done';
  }

  message(userId: string, id: string): Verdict {
    if (this.users.get(userId)?.role === 'observer') return ErrorCode.NOT_ALLOWED;
    const channel = this.channels.get(id);
    if (!channel) return ErrorCode.NO_SUCH_CHANNEL;
    if (!channel.members.has(userId)) return ErrorCode.MESSAGE_NOT_MEMBER;
    this.#tell(id, `message ${id} ${userId}`);
    return 'done';
  }

  heard(userId: string): void {
    const user = this.users.get(userId);
    if (user) Object.assign(user, { heardAt: this.now, state: 'alive' });
  }

  /** A second goes by, and then the reaper looks at those who were there when it began to look. */
  second(): void {
    this.now += 1_000;
    for (const [userId, user] of [...this.users]) {
      if (this.users.get(userId) !== user) {
        // The end of one before it was news to this one, who did not read it.
        continue;
      }
      if (user.lostAt !== null) {
        if (this.now - user.lostAt >= WINDOW_MS) this.end(userId);
        continue;
      }
      const silence = this.now - user.heardAt;
      if (user.state === 'zombie') this.end(userId);
      else if (silence >= ZOMBIE_AFTER_MS) user.state = 'zombie';
      else user.state = silence >= SUSPECT_AFTER_MS ? 'suspect' : 'alive';
    }
  }

  /** Every membership, as `agree.ts` writes them. */
  memberships(): Set<string> {
    const lines = [...this.channels].flatMap(([id, { members }]) =>
      [...members].map(([userId, ssrc]) => `${id} / ${userId} / ${ssrc}`),
    );
    return new Set(lines);
  }

  /** An event goes to the members; slow readers among them are out once all have been told. */
  #tell(id: string, event: string, exceptUserId?: string): void {
    const members = [...(this.channels.get(id)?.members.keys() ?? [])];
    const hearers = members.filter((userId) => userId !== exceptUserId);
    for (const userId of hearers) this.users.get(userId)?.told.push(event);
    const slow = hearers.filter((userId) => this.users.get(userId)?.isSlow === true);
    for (const userId of slow) this.end(userId);
  }

  #mayManage(actor: string | null, id: string): Verdict {
    const channel = this.channels.get(id);
    if (!channel) return ErrorCode.NO_SUCH_CHANNEL;
    const role = actor === null ? 'dispatcher' : this.users.get(actor)?.role;
    if (role === 'dispatcher') return 'done';
    return role === 'radio' && channel.creator === actor ? 'done' : ErrorCode.NOT_ALLOWED;
  }
}
