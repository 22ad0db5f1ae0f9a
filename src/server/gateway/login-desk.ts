import { ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import type { Identified, Identity } from '../auth/authenticator.ts';
import type { LoginGuard } from '../auth/login-guard.ts';
import { Emitter } from '../emitter.ts';
import type { UserHub } from '../hubs/user-hub.ts';
import type { LimitCounts } from '../limit-counts.ts';

export type LoggedIn =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly refusal: Refusal };

/** A log-in that was refused. */
export type RefusedLogIn = { readonly ip: string; readonly userId: string };

type Options = {
  readonly identify: (userId: string, token: string) => Promise<Identified>;
  readonly guard: LoginGuard;
  readonly users: Pick<UserHub, 'size' | 'get'>;
  readonly limits: LimitCounts;
  /** Sessions at most. */
  readonly maxSessions: number;
};

/** Where a radio logs in: its token, and the limits that hold before and behind it. */
export class LoginDesk {
  /** Told of each log-in that is refused. */
  readonly refused = new Emitter<RefusedLogIn>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Says who a radio is, or why it is not let in.
   *
   * @param ip of its WebSocket, in canonical form
   */
  async logIn(userId: string, token: string, ip: string): Promise<LoggedIn> {
    const locked = this.locked(userId, ip);
    if (locked) return { ok: false, refusal: locked };
    const { identify, guard } = this.#options;
    const result = await identify(userId, token);
    if (!result.ok) {
      guard.failed(userId, ip);
      this.refused.emit({ ip, userId });
      return { ok: false, refusal: refuse(ErrorCode.TOKEN_INVALID, result.reason) };
    }
    guard.succeeded(userId, ip);
    const full = this.#full(userId);
    return full ? { ok: false, refusal: full } : result;
  }

  /** Why nobody may try to log in from an address, or as a user, for now. */
  locked(userId: string | null, ip: string): Refusal | undefined {
    const { guard, limits } = this.#options;
    const waitMs = guard.lockedMs(userId, ip);
    if (waitMs === 0) return undefined;
    limits.hit('failed_log_ins');
    const seconds = Math.ceil(waitMs / 1_000);
    const reason = `too many failed log-ins; try again in ${seconds} s`;
    return refuse(ErrorCode.RATE_LIMITED, reason);
  }

  /** Notes a RESUME that was refused. */
  resumeFailed(ip: string): void {
    this.#options.guard.failed(null, ip);
  }

  #full(userId: string): Refusal | undefined {
    const { users, maxSessions, limits } = this.#options;
    // A user that is logged in already takes its own place.
    if (users.size < maxSessions || users.get(userId)) return undefined;
    limits.hit('sessions');
    return refuse(ErrorCode.RATE_LIMITED, `the net is full with ${maxSessions} sessions`);
  }
}
