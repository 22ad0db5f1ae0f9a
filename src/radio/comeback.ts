import { CloseCode, ErrorCode } from '../contract/errors.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/**
 * The first wait at most, in ms; each that follows is twice as long. The longest is short enough for a
 * radio to be back within ten seconds, however long the network was away.
 */
const FIRST_MS = 500;
const MOST_MS = 8_000;

/** The same for a radio that was closed because it asked for too much. */
const SLOW_FIRST_MS = 30_000;
const SLOW_MOST_MS = 300_000;

/** A connection that stood that long, in ms, was a good one: waits begin anew behind it. */
const GOOD_MS = 10_000;

/** Stands for a connection that ended without a close frame (RFC 6455, section 7.1.5). */
export const CONNECTION_LOST = 1006;

/**
 * What a radio comes back after: a loss, a net or a proxy that goes away (1001, and 1011 to 1014 of
 * IANA's registry), silence, and its own slowness. After all else it was sent away, or left.
 */
const COMES_BACK: ReadonlySet<number> = new Set([
  CONNECTION_LOST,
  CloseCode.GOING_AWAY,
  1011,
  1012,
  1013,
  1014,
  CloseCode.IDENTIFY_TIMEOUT,
  CloseCode.RATE_LIMITED,
  CloseCode.ZOMBIE,
  CloseCode.SLOW_CONSUMER,
]);

/** Whether a radio tries to come back after a connection that ended with a code. */
export function comesBack(code: number): boolean {
  return COMES_BACK.has(code);
}

/** Whether another log-in with the same token may be let in after one that was refused so. */
export function mayPass(code: number): boolean {
  return code !== ErrorCode.TOKEN_INVALID && code !== ErrorCode.BANNED;
}

/**
 * How long to wait before each attempt to come back: 250 to 500 ms, 500 ms to 1 s, and so on up to
 * 4 to 8 s. The chance in it keeps radios that were cut off together from coming back together.
 * After 4008 it is 15 to 30 s at first, up to 5 minutes.
 */
export class Backoff {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #random: Random;
  #attempts = 0;
  #backAt = Infinity;

  constructor(clock: Pick<Clock, 'monotonic'>, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The radio is back. */
  isBack(): void {
    this.#backAt = this.#clock.monotonic();
  }

  /** The wait after a connection that ended with a code, in ms. */
  next(code: number): number {
    if (this.#clock.monotonic() - this.#backAt >= GOOD_MS) this.#attempts = 0;
    this.#backAt = Infinity;
    const isSlow = code === CloseCode.RATE_LIMITED;
    const [first, most] = isSlow ? [SLOW_FIRST_MS, SLOW_MOST_MS] : [FIRST_MS, MOST_MS];
    const half = Math.min(most, first * 2 ** this.#attempts) / 2;
    this.#attempts += 1;
    return half + this.#random(half + 1);
  }
}
