import fc from 'fast-check';
import { CloseCode } from '../../src/contract/errors.ts';
import type { Role } from '../../src/contract/fields.ts';
import type { Session } from '../../src/server/hubs/user-hub.ts';
import type { Net } from '../../src/server/net/net.ts';
import type { Actor, Outcome } from '../../src/server/net/rules.ts';
import { Login } from './login.ts';
import type { Model, Verdict } from './model.ts';
import type { Stage } from './stage.ts';

/** The net, and the model that says what it has to be like. */
export type Pair = {
  readonly stage: Stage;
  readonly model: Model;
  /** Every log-in, also those that have ended. */
  readonly logins: Login[];
};

/** One thing that happens: what it is, and up to three small numbers that say with what. */
export type Step = {
  readonly do: Deed;
  readonly a: number;
  readonly b: number;
  readonly c: number;
};

const USERS = ['anna', 'ben', 'cleo', 'dora', 'emil', 'system?'];
const CHANNELS = ['alpha', 'bravo', 'carol', '__proto__'];
const ROLES: readonly Role[] = ['radio', 'radio', 'radio', 'dispatcher', 'observer'];
const TOKENS = ['tok_1', 'tok_2', 'tok_3'];

/** Log-ins of which one may want to come back. */
const LATEST = 8;

/** Fewer than the users might have in all channels together. */
export const ROOM = 8;

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

/** Does something as a user who is logged in, on both sides, and compares what came of it. */
function as<T>(
  { stage, model }: Pair,
  userId: string,
  real: (session: Session) => Outcome<T>,
  expected: () => Verdict,
): string | undefined {
  const session = stage.net.users.get(userId);
  if (session === undefined || model.users.get(userId)?.lostAt !== null) return undefined;
  // Any frame of a radio is a sign of life.
  stage.net.heard(session);
  model.heard(userId);
  return compare(real(session), expected());
}

function compare(outcome: Outcome<unknown>, expected: Verdict): string | undefined {
  const got = 'refusal' in outcome ? outcome.refusal.code : 'done';
  return got === expected ? undefined : `expected ${expected}, got ${got}`;
}

function endBy({ stage, model }: Pair, userId: string, code?: CloseCode): undefined {
  const session = stage.net.users.get(userId);
  if (session) stage.net.endSession(session, code);
  model.end(userId);
}

/** A message that need not be kept: made and spread at once. */
function say(net: Net, session: Session, channelId: string): Outcome<null> {
  const composed = net.compose(session, channelId, 'hello');
  return 'refusal' in composed ? composed : net.spread(session, composed.value);
}

/** What each step does to both; it tells where their answers differ. */
const DEEDS = {
  nothing: () => undefined,
  login: ({ stage, model, logins }: Pair, { a, b, c }: Step) => {
    const [userId, role, jti] = [pick(USERS, a), pick(ROLES, b), pick(TOKENS, c)];
    const isResumable = c % 2 === 0;
    const { session, link } = stage.login(userId, role, jti);
    const token = isResumable ? (stage.net.offerResume(session) ?? '') : '';
    const user = model.login(userId, role, jti, isResumable);
    logins.push(new Login(session, link, token, user));
    return undefined;
  },
  create: (pair: Pair, { a, b, c }: Step) => {
    const [id, capacity] = [pick(CHANNELS, b), 1 + (c % 4)];
    const request = { channel_id: id, channel_name: id, capacity };
    const create = (actor: Actor) => pair.stage.net.createChannel(actor, request);
    if (a === 0) return compare(create('operator'), pair.model.create(null, id, capacity));
    const userId = pick(USERS, a);
    return as(pair, userId, create, () => pair.model.create(userId, id, capacity));
  },
  join: (pair: Pair, { a, b, c }: Step) => {
    const [userId, id] = [pick(USERS, a), pick(CHANNELS, b)];
    const real = (session: Session) => pair.stage.net.join(session, id, c);
    return as(pair, userId, real, () => pair.model.join(userId, id, c));
  },
  leave: (pair: Pair, { a, b }: Step) => {
    const [userId, id] = [pick(USERS, a), pick(CHANNELS, b)];
    const real = (session: Session) => pair.stage.net.leave(session, id);
    return as(pair, userId, real, () => pair.model.leave(userId, id));
  },
  message: (pair: Pair, { a, b }: Step) => {
    const [userId, id] = [pick(USERS, a), pick(CHANNELS, b)];
    const real = (session: Session) => say(pair.stage.net, session, id);
    return as(pair, userId, real, () => pair.model.message(userId, id));
  },
  rename: (pair: Pair, { a, b }: Step) => {
    const [userId, id] = [pick(USERS, a), pick(CHANNELS, b)];
    const real = (session: Session) => pair.stage.net.renameChannel(session, id, 'new');
    return as(pair, userId, real, () => pair.model.rename(userId, id));
  },
  delete: (pair: Pair, { a, b }: Step) => {
    const id = pick(CHANNELS, b);
    const remove = (actor: Actor) => pair.stage.net.deleteChannel(actor, id);
    if (a === 0) return compare(remove('operator'), pair.model.delete(null, id));
    const userId = pick(USERS, a);
    return as(pair, userId, remove, () => pair.model.delete(userId, id));
  },
  heartbeat: (pair: Pair, { a }: Step) => {
    const beat = (session: Session): Outcome<null> => {
      pair.logins.find((login) => login.session === session)?.acknowledge();
      return { value: null };
    };
    return as(pair, pick(USERS, a), beat, () => 'done');
  },
  /** A connection breaks, and the last events on it do not arrive. */
  cut: ({ stage, model, logins }: Pair, { a, b }: Step) => {
    const userId = pick(USERS, a);
    const login = logins.find(({ session }) => stage.net.users.get(userId) === session);
    if (login === undefined || model.users.get(userId)?.lostAt !== null) return undefined;
    login.lose(b % 4);
    stage.net.loseSession(login.session, login.link);
    model.lose(userId);
    return undefined;
  },
  /** A radio wants its session back, with its own token or another one, whatever became of it. */
  resume: ({ stage, model, logins }: Pair, { a, b, c }: Step) => {
    const able = logins.filter(({ token }) => token !== '').slice(-LATEST);
    if (able.length === 0) return undefined;
    // Mostly one that has something to come back to.
    const lost = logins.filter(({ session, user }) => {
      return user.lostAt !== null && model.users.get(session.userId) === user;
    });
    const login = pick(b === 0 || lost.length === 0 ? able : lost, a);
    const isWrong = c === 0;
    const expected = isWrong
      ? null
      : model.resume(login.session.userId, login.user, login.heard.length);
    const missed = login.resume(stage.net, isWrong ? 'x' : login.token);
    const [got, due] = [missed, expected].map((list) => list?.join(', ') ?? 'refused');
    return got === due ? undefined : `expected ${due}, got ${got}`;
  },
  drop: (pair: Pair, { a }: Step) => endBy(pair, pick(USERS, a)),
  kick: (pair: Pair, { a }: Step) => endBy(pair, pick(USERS, a), CloseCode.KICKED),
  revoke: (pair: Pair, { c }: Step) => {
    const jti = pick(TOKENS, c);
    const [...users] = pair.model.users;
    for (const [userId, user] of users) {
      const isStillThere = pair.model.users.get(userId) === user;
      if (user.jti === jti && isStillThere) endBy(pair, userId, CloseCode.TOKEN_REVOKED);
    }
    return undefined;
  },
  /** The WebSocket of a session that has ended is closed at last: nothing may come of it. */
  lateClose: ({ stage, logins }: Pair, { a }: Step) => {
    const ended = logins.filter(({ session }) => !stage.net.users.has(session));
    if (ended.length > 0) stage.net.endSession(pick(ended, a).session);
    const left = logins.filter(({ oldLinks }) => oldLinks.length > 0);
    if (left.length > 0) {
      const { session, oldLinks } = pick(left, a);
      stage.net.loseSession(session, pick(oldLinks, a));
    }
    return undefined;
  },
  slow: ({ stage, model, logins }: Pair, { a }: Step) => {
    const userId = pick(USERS, a);
    const login = logins.find(({ session }) => stage.net.users.get(userId) === session);
    const user = model.users.get(userId);
    if (login && user?.lostAt === null) login.link.isFull = user.isSlow = true;
    return undefined;
  },
  wait: ({ stage, model }: Pair, { a, b }: Step) => {
    const seconds = b === 0 ? 36 : 1 + a;
    for (let second = 0; second < seconds; second += 1) {
      stage.clock.advance(1_000);
      model.second();
    }
    return undefined;
  },
} as const satisfies Record<string, (pair: Pair, step: Step) => string | undefined>;

type Deed = keyof typeof DEEDS;

/** How often each comes. */
const WEIGHTS: Readonly<Record<Deed, number>> = {
  nothing: 1,
  login: 12,
  create: 8,
  join: 24,
  leave: 8,
  message: 6,
  rename: 3,
  delete: 3,
  heartbeat: 5,
  cut: 10,
  resume: 10,
  drop: 3,
  kick: 3,
  revoke: 1,
  lateClose: 3,
  slow: 2,
  wait: 6,
};

const small = fc.nat({ max: 11 });

/** Whatever has no part in a fault shrinks to `nothing`, which is the first. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { withCrossShrink: true },
  ...(Object.entries(WEIGHTS) as [Deed, number][]).map(([deed, weight]) => ({
    weight,
    arbitrary: fc.record({ do: fc.constant(deed), a: small, b: small, c: small }),
  })),
);

/** Does a step on both sides, and tells where they differ. */
export function take(pair: Pair, step: Step): string | undefined {
  return DEEDS[step.do](pair, step);
}
