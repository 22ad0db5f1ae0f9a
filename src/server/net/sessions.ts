import { CLOSE_REASON, CloseCode } from '../../contract/errors.ts';
import type { Identity } from '../auth/authenticator.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import { randomId } from '../random.ts';
import type { Members } from './members.ts';
import { endOf, loggedIn, sessionEnded, sessionLost, sessionResumed } from './net-events.ts';
import type { NetParts } from './parts.ts';
import {
  WINDOW_OVER,
  type ResumeClaim,
  type ResumeDesk,
  type ResumeOutcome,
} from './resume-desk.ts';

const BY_RADIO = 'closed by the radio';

/** Whether a radio that logs in is muted. */
export type IsMuted = (identity: Identity, link: Link) => boolean;

/** How sessions begin, live and end. */
export class Sessions {
  readonly #parts: NetParts;
  readonly #members: Members;
  readonly #desk: ResumeDesk;
  readonly #isMuted: IsMuted;

  constructor(parts: NetParts, members: Members, desk: ResumeDesk, isMuted: IsMuted) {
    this.#parts = parts;
    this.#members = members;
    this.#desk = desk;
    this.#isMuted = isMuted;
  }

  /** Begins a session. An older one of the same user is replaced first, with all it had. */
  open(identity: Identity, link: Link): Session {
    const { users, happened, clock, random, log } = this.#parts;
    const older = users.get(identity.userId);
    if (older) this.end(older, CloseCode.REPLACED);
    const { userId, role, channels, priority, jti, expiresAt } = identity;
    // Told one by one: to spread an identity gives each session a hidden class of its own, which
    // costs memory, and time wherever all sessions are gone through.
    const session: Session = {
      userId,
      role,
      channels,
      priority,
      jti,
      expiresAt,
      id: randomId(random, 'sess_'),
      link,
      connectedAt: clock.now(),
      lastSeenAt: clock.now(),
      lastHeardAt: clock.monotonic(),
      lastFrameAt: clock.now(),
      lastProof: null,
      rttMs: null,
      state: 'alive',
      muted: this.#isMuted(identity, link),
      resumption: null,
      lost: null,
    };
    users.add(session);
    log.info({ user: session.userId, from: link.address }, 'radio logged in');
    happened.emit(loggedIn(session));
    return session;
  }

  /**
   * Ends a session with everything it had: memberships, SSRCs, its place among the users and, where
   * a code is given, its WebSocket. A session that has ended already is left alone.
   *
   * @param lost where its connection broke, and its radio did not come back: why not, in words
   */
  end(session: Session, code?: CloseCode, lost?: string): void {
    const { users, happened, ending, clock, log } = this.#parts;
    if (!users.has(session)) return;
    ending.emit({ session, code, isLost: lost !== undefined && session.lost === null });
    this.#members.removeEverywhere(session.userId);
    users.remove(session);
    if (code !== undefined) session.link.close(code);
    this.#desk.ended(session, code === undefined ? (lost ?? BY_RADIO) : CLOSE_REASON[code]);
    log.info({ user: session.userId, code }, 'session ended');
    happened.emit(sessionEnded(session, endOf(code, lost !== undefined), clock.now()));
  }

  /**
   * A connection has ended without a close frame. A session that can be resumed waits for its radio;
   * any other ends. One that has found another connection meanwhile is left alone.
   */
  lose(session: Session, link: Link): void {
    const { users, happened, ending, log } = this.#parts;
    if (session.link !== link || !users.has(session)) return;
    if (!this.#desk.open(session)) {
      this.end(session, undefined, 'its connection was lost');
      return;
    }
    log.info({ user: session.userId }, 'connection lost, may resume');
    ending.emit({ session, code: undefined, isLost: true });
    happened.emit(sessionLost(session));
  }

  /** Gives a session to a new connection of its radio; the one that it had, if any, is closed. */
  resume(link: Link, claim: ResumeClaim): ResumeOutcome {
    const { happened, log } = this.#parts;
    const older = this.#desk.linkOf(claim.session_id);
    const outcome = this.#desk.claim(link, claim);
    if ('refused' in outcome) {
      const { over, refused } = outcome;
      // A connection that is still there needs no RESUME: it goes on for as long as it would have.
      if (over?.lost) this.end(over, undefined, refused);
      return outcome;
    }
    older?.close(CloseCode.REPLACED);
    this.heard(outcome.session);
    const { userId } = outcome.session;
    log.info({ user: userId, from: link.address, replayed: outcome.missed.length }, 'resumed');
    happened.emit(sessionResumed(outcome.session, outcome.missed.length));
    return outcome;
  }

  /** Ends a session whose radio did not come back in its resume window. */
  expireLost(session: Session): void {
    if (this.#desk.isOver(session)) this.end(session, undefined, WINDOW_OVER);
  }

  /** Notes that a frame came in from a radio: whatever it was, it is alive. */
  heard(session: Session): void {
    const { clock } = this.#parts;
    session.lastFrameAt = clock.now();
    this.#alive(session, clock.monotonic());
  }

  /**
   * Notes that an authenticated packet came in from a radio: it is alive, unless its connection is
   * lost: packets alone do not bring that back.
   *
   * @param at when that was, in monotonic ms
   */
  proved(session: Session, at: number): void {
    if (at <= (session.lastProof?.monotonic ?? -Infinity)) return;
    session.lastProof = { monotonic: at, wall: this.#wall(at) };
    if (at > session.lastHeardAt) this.#alive(session, at);
    else this.#parts.users.touch(session);
  }

  /** Notes how long a ping over a radio's WebSocket took there and back, in ms. */
  measured(session: Session, rttMs: number): void {
    session.rttMs = Math.round(100 * rttMs) / 100;
    this.#parts.users.touch(session);
  }

  #alive(session: Session, at: number): void {
    session.lastHeardAt = at;
    session.lastSeenAt = this.#wall(at);
    session.state = session.lost ? 'suspect' : 'alive';
    this.#parts.users.touch(session);
  }

  #wall(monotonicMs: number): number {
    const { clock } = this.#parts;
    return Math.round(clock.now() - (clock.monotonic() - monotonicMs));
  }
}
