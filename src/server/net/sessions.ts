import { CloseCode } from '../../contract/errors.ts';
import type { Identity } from '../auth/authenticator.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import { randomId } from '../random.ts';
import type { Members } from './members.ts';
import type { NetParts } from './parts.ts';

/** How sessions begin, live and end. */
export class Sessions {
  readonly #parts: NetParts;
  readonly #members: Members;

  constructor(parts: NetParts, members: Members) {
    this.#parts = parts;
    this.#members = members;
  }

  /** Begins a session. An older one of the same user is replaced first, with all it had. */
  open(identity: Identity, link: Link): Session {
    const { users, clock, random, log } = this.#parts;
    const older = users.get(identity.userId);
    if (older) this.end(older, CloseCode.REPLACED);
    const session: Session = {
      ...identity,
      id: randomId(random, 'sess_'),
      link,
      connectedAt: clock.now(),
      lastSeenAt: clock.now(),
      lastHeardAt: clock.monotonic(),
      rttMs: null,
      state: 'alive',
    };
    users.add(session);
    log.info({ user: session.userId, from: link.address }, 'radio logged in');
    return session;
  }

  /**
   * Ends a session with everything it had: memberships, SSRCs, its place among the users and, where
   * a code is given, its WebSocket. A session that has ended already is left alone.
   */
  end(session: Session, code?: CloseCode): void {
    const { users, log } = this.#parts;
    if (!users.has(session)) return;
    this.#members.removeEverywhere(session.userId);
    users.remove(session);
    if (code !== undefined) session.link.close(code);
    log.info({ user: session.userId, code }, 'session ended');
  }

  /**
   * Notes that a frame or an authenticated packet came in from a radio: whatever it was, it is alive.
   *
   * @param at when that was, in monotonic ms
   */
  heard(session: Session, at: number): void {
    const { users, clock } = this.#parts;
    session.lastHeardAt = at;
    session.lastSeenAt = Math.round(clock.now() - (clock.monotonic() - at));
    session.state = 'alive';
    users.touch(session);
  }

  /** Notes how long a ping over a radio's WebSocket took there and back, in ms. */
  measured(session: Session, rttMs: number): void {
    session.rttMs = Math.round(100 * rttMs) / 100;
    this.#parts.users.touch(session);
  }
}
