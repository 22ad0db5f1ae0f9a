import { ErrorCode } from '../../src/contract/errors.ts';
import type { Role } from '../../src/contract/fields.ts';
import { SUSPECT_AFTER_MS, ZOMBIE_AFTER_MS } from './stage.ts';

/** A user who is logged in. */
type ModelUser = {
  readonly role: Role;
  readonly jti: string;
  heardAt: number;
  state: 'alive' | 'suspect' | 'zombie';
  isSlow: boolean;
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

  login(userId: string, role: Role, jti: string): void {
    this.end(userId);
    const user = { role, jti, heardAt: this.now, state: 'alive', isSlow: false } as const;
    this.users.set(userId, { ...user });
  }

  /** Whoever hears of it and does not read goes as well. */
  end(userId: string): void {
    const mine = [...this.channels.values()].filter(({ members }) => members.delete(userId));
    this.users.delete(userId);
    for (const channel of mine) this.tell(channel);
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
    this.tell(channel);
    this.channels.delete(id);
    return 'done';
  }

  rename(actor: string | null, id: string): Verdict {
    const verdict = this.#mayManage(actor, id);
    const channel = this.channels.get(id);
    if (verdict === 'done' && channel) this.tell(channel);
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
    this.tell(channel, userId);
    return 'done';
  }

  leave(userId: string, id: string): Verdict {
    const channel = this.channels.get(id);
    if (!channel) return ErrorCode.NO_SUCH_CHANNEL;
    if (!channel.members.delete(userId)) return ErrorCode.NOT_MEMBER;
    this.tell(channel);
    return 'done';
  }

  message(userId: string, id: string): Verdict {
    if (this.users.get(userId)?.role === 'observer') return ErrorCode.NOT_ALLOWED;
    const channel = this.channels.get(id);
    if (!channel) return ErrorCode.NO_SUCH_CHANNEL;
    if (!channel.members.has(userId)) return ErrorCode.MESSAGE_NOT_MEMBER;
    this.tell(channel);
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
  private tell({ members }: ModelChannel, exceptUserId?: string): void {
    const slow = [...members.keys()].filter(
      (userId) => userId !== exceptUserId && this.users.get(userId)?.isSlow === true,
    );
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
