import type { RadioState, RadioView } from '../../contract/operator.ts';
import type { CloseCode } from '../../contract/errors.ts';
import type { Identity } from '../auth/authenticator.ts';
import { Emitter } from '../emitter.ts';
import type { Resumption } from '../net/resume-desk.ts';

/** The way to a radio: what the hubs and the net know of its WebSocket. */
export type Link = {
  /** The IP of the radio, in its canonical form. */
  readonly ip: string;
  /** `ip:port` of the radio. */
  readonly address: string;
  /** Whether nobody on the way can read what is sent: TLS. */
  readonly secure: boolean;
  /**
   * Sends one WebSocket frame, given whole (`net/frames.ts`). It is kept by reference until it is
   * written, at the end of the turn: its bytes must not change.
   *
   * @returns false if more is waiting for this radio than a slow reader is allowed
   */
  send(frame: Buffer): boolean;
  /** Closes the WebSocket with a code. */
  close(code: CloseCode): void;
};

/** A radio that is logged in. */
export type Session = Identity & {
  readonly id: string;
  /** Where its radio is; one that is lost has a link that leads nowhere. */
  link: Link;
  /** Wall-clock time of its log-in, in ms since 1970. */
  readonly connectedAt: number;
  /** Wall-clock time of its last frame or authenticated packet, in ms since 1970. */
  lastSeenAt: number;
  /** Monotonic time of its last frame or authenticated packet, in ms. */
  lastHeardAt: number;
  /** Round-trip time of its WebSocket in ms, as last measured; null before that. */
  rttMs: number | null;
  state: RadioState;
  /** What its radio may come back with; null for one that did not ask for that. */
  resumption: Resumption | null;
  /** Until when its radio may come back, while it has no connection; null while it has. */
  lost: LostUntil | null;
};

/** The end of a resume window, on the clock that counts and on the one that people read, in ms. */
type LostUntil = { readonly monotonic: number; readonly wall: number };

/** Sessions by user id: a user has one at most. */
export class UserHub {
  /** Tells the user id of each session that came, changed or went. */
  readonly changed = new Emitter<string>();
  readonly #sessions = new Map<string, Session>();

  get size(): number {
    return this.#sessions.size;
  }

  get(userId: string): Session | undefined {
    return this.#sessions.get(userId);
  }

  /** Whether this very session, and not a newer one of its user, is in the hub. */
  has(session: Session): boolean {
    return this.#sessions.get(session.userId) === session;
  }

  add(session: Session): void {
    this.#sessions.set(session.userId, session);
    this.changed.emit(session.userId);
  }

  /** Takes a session out; a newer session of the same user is left alone. */
  remove(session: Session): void {
    if (!this.has(session)) return;
    this.#sessions.delete(session.userId);
    this.changed.emit(session.userId);
  }

  /** Tells that a session's fields were changed. */
  touch(session: Session): void {
    if (this.has(session)) this.changed.emit(session.userId);
  }

  [Symbol.iterator](): IterableIterator<Session> {
    return this.#sessions.values();
  }

  view(userId: string): RadioView | undefined {
    const session = this.#sessions.get(userId);
    return (
      session && {
        user_id: session.userId,
        session_id: session.id,
        state: session.state,
        role: session.role,
        jti: session.jti,
        address: session.link.address,
        connected_at: session.connectedAt,
        last_seen_at: session.lastSeenAt,
        rtt_ms: session.rttMs,
        resumable_until: session.lost?.wall ?? null,
      }
    );
  }

  snapshot(): RadioView[] {
    return [...this.#sessions.keys()].flatMap((userId) => this.view(userId) ?? []);
  }
}
