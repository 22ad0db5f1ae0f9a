import { createHash, timingSafeEqual } from 'node:crypto';
import { Limit } from '../../contract/limits.ts';
import type { Op } from '../../contract/ops.ts';
import type { ClientPayload } from '../../contract/wire.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import type { EventFrame } from './frames.ts';
import type { NetParts } from './parts.ts';
import { ReplayBuffer, type ReplayBounds } from './replay-buffer.ts';

const TOKEN_BYTES = 32;

/** What a session can be resumed with. */
export type Resumption = {
  /** SHA-256 of its token; the token itself is the radio's alone. */
  readonly tokenHash: Buffer;
  readonly replay: ReplayBuffer;
};

export type ResumeOptions = ReplayBounds & {
  /** How long a radio may stay away, in ms; 0: sessions cannot be resumed. */
  readonly windowMs: number;
};

/** What a radio says of the session that it wants back. */
export type ResumeClaim = ClientPayload<typeof Op.RESUME>;

/** Either the session, on its new link, with the events that its radio missed; or why not. */
export type ResumeOutcome =
  | { readonly session: Session; readonly missed: readonly EventFrame[] }
  | { readonly refused: string; readonly over?: Session };

/** Gives radios that lost their connection their sessions back. */
export class ResumeDesk {
  readonly #parts: NetParts;
  readonly #options: ResumeOptions;
  readonly #sessions = new Map<string, Session>();
  /** Why sessions ended, the last ones, for those who have their token. */
  readonly #ended = new Map<string, { readonly tokenHash: Buffer; readonly why: string }>();

  constructor(parts: NetParts, options: ResumeOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  /**
   * Lets a session be resumed from now on.
   *
   * @returns its token, 256 random bits; undefined where sessions cannot be resumed
   */
  offer(session: Session): string | undefined {
    const { random, speaker } = this.#parts;
    if (this.#options.windowMs === 0) return undefined;
    const token = random.bytes(TOKEN_BYTES).toString('base64url');
    const replay = new ReplayBuffer(this.#options, speaker.lastS);
    session.resumption = { tokenHash: hashed(token), replay };
    this.#sessions.set(session.id, session);
    return token;
  }

  /**
   * Opens the resume window of a session whose connection is lost.
   *
   * @returns false for a session that cannot be resumed
   */
  open(session: Session): boolean {
    const { users, clock } = this.#parts;
    const { windowMs } = this.#options;
    if (session.resumption === null) return false;
    const { ip, address, secure } = session.link;
    session.link = { ip, address, secure, send: () => true, close: () => undefined };
    session.lost = { monotonic: clock.monotonic() + windowMs, wall: clock.now() + windowMs };
    session.state = 'suspect';
    users.touch(session);
    return true;
  }

  /** Where the radio of a session that can be resumed is. */
  linkOf(sessionId: string): Link | undefined {
    return this.#sessions.get(sessionId)?.link;
  }

  /** Whether the resume window of a session has passed. */
  isOver({ lost }: Session): boolean {
    return lost !== null && this.#parts.clock.monotonic() >= lost.monotonic;
  }

  /**
   * Gives a session to the connection that asks for it, and closes nothing.
   *
   * @returns where it is refused because the session can never be had again, `over` is that session
   */
  claim(link: Link, { session_id, resume_token, s }: ResumeClaim): ResumeOutcome {
    const { clock, channels, keys, peers } = this.#parts;
    const hash = hashed(resume_token);
    const session = this.#sessions.get(session_id);
    const { tokenHash, replay } = session?.resumption ?? {};
    if (!session || !tokenHash || !replay) return { refused: this.#whyGone(session_id, hash) };
    if (!timingSafeEqual(tokenHash, hash)) return { refused: WRONG_TOKEN };
    if (this.isOver(session)) return { refused: WINDOW_OVER, over: session };
    if (session.expiresAt !== null && clock.now() >= session.expiresAt) {
      return { refused: 'the token that it was logged in with has expired', over: session };
    }
    const missed = replay.behind(s);
    if (missed === 'ahead') {
      return { refused: `s: got ${s}, expected the number of an event that was sent` };
    }
    if (missed === 'not_kept') {
      return { refused: `s: got ${s}, but what came behind it is no longer kept` };
    }
    const isSecret = channels.ofUser(session.userId).some(({ members }) => {
      return peers.get(members.get(session.userId)?.ssrc ?? 0)?.uplink !== undefined;
    });
    if (isSecret && !keys.mayTell(link)) {
      return { refused: 'it has keys, which may not be told over this connection' };
    }
    replay.received(s);
    session.link = link;
    session.lost = null;
    return { session, missed };
  }

  /** Forgets a session that has ended, but for why. */
  ended(session: Session, why: string): void {
    if (session.resumption === null) return;
    this.#sessions.delete(session.id);
    this.#ended.set(session.id, { tokenHash: session.resumption.tokenHash, why });
    session.resumption = null;
    session.lost = null;
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > Limit.ENDED_SESSIONS && oldest !== undefined) this.#ended.delete(oldest);
  }

  #whyGone(sessionId: string, hash: Buffer): string {
    const ended = this.#ended.get(sessionId);
    if (ended === undefined) return 'session_id: no such session';
    return timingSafeEqual(ended.tokenHash, hash) ? `it has ended: ${ended.why}` : WRONG_TOKEN;
  }
}

/** Why a session ended whose radio did not come back in time. */
export const WINDOW_OVER = 'the resume window has passed';

const WRONG_TOKEN = 'resume_token: not that of the session';

function hashed(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
