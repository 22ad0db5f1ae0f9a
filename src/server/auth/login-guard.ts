import { isLoopback } from '../address.ts';
import type { Clock } from '../clock.ts';

/** The first lock-out, in ms; each one after it is twice as long. */
export const FIRST_LOCK_MS = 1_000;

/** The longest lock-out, in ms. */
export const LONGEST_LOCK_MS = 15 * 60_000;

/** Failures are forgotten when so long nothing has failed, in ms. */
export const FORGET_MS = 60 * 60_000;

/** Users and addresses that are remembered, each; those that failed longest ago make room. */
export const REMEMBERED = 10_000;

type Failures = { count: number; at: number; lockedUntil: number };

type Options = {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Failures in a row that are let pass; 0 for any number. */
  readonly mostFailures: number;
};

/**
 * Locks out who keeps failing to log in, longer and longer: an address that guesses, and a user
 * that is guessed at from many of them. Loopback is never locked out, neither as an address nor by
 * what others did to the user: whoever sits at the machine can always log in. Nor is a user at the
 * address from which it last succeeded.
 */
export class LoginGuard {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #mostFailures: number;
  readonly #byAddress = new Map<string, Failures>();
  readonly #byUser = new Map<string, Failures>();
  /** Where each user last succeeded. */
  readonly #homes = new Map<string, string>();

  constructor({ clock, mostFailures }: Options) {
    this.#clock = clock;
    this.#mostFailures = mostFailures;
  }

  /**
   * How long a log-in has to wait, in ms; 0 where it may be tried.
   *
   * @param userId null where nothing tells who it is to be
   * @param ip in canonical form
   */
  lockedMs(userId: string | null, ip: string): number {
    if (isLoopback(ip)) return 0;
    const now = this.#clock.monotonic();
    const ofAddress = this.#byAddress.get(ip)?.lockedUntil ?? 0;
    const ofUser =
      userId === null || this.#homes.get(userId) === ip
        ? 0
        : (this.#byUser.get(userId)?.lockedUntil ?? 0);
    return Math.max(0, ofAddress - now, ofUser - now);
  }

  /**
   * Notes a log-in that was refused.
   *
   * @param userId null where nothing tells who it was to be
   */
  failed(userId: string | null, ip: string): void {
    if (this.#mostFailures === 0 || isLoopback(ip)) return;
    this.#count(this.#byAddress, ip);
    if (userId !== null && this.#homes.get(userId) !== ip) this.#count(this.#byUser, userId);
  }

  /** Notes a log-in that succeeded. What others did to the user stays. */
  succeeded(userId: string, ip: string): void {
    this.#byAddress.delete(ip);
    remember(this.#homes, userId, ip);
  }

  #count(all: Map<string, Failures>, key: string): void {
    const now = this.#clock.monotonic();
    const known = all.get(key);
    const isOld = known === undefined || now - known.at >= FORGET_MS;
    const count = isOld ? 1 : known.count + 1;
    const beyond = count - this.#mostFailures;
    const lockMs = beyond < 0 ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** beyond);
    remember(all, key, { count, at: now, lockedUntil: now + lockMs });
  }
}

/** Puts an entry at the end, and the oldest out where there are too many. */
function remember<V>(all: Map<string, V>, key: string, value: V): void {
  all.delete(key);
  all.set(key, value);
  if (all.size <= REMEMBERED) return;
  for (const oldest of all.keys()) {
    all.delete(oldest);
    return;
  }
}
