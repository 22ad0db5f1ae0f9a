import { CloseCode } from '../../contract/errors.ts';
import type { RadioState } from '../../contract/operator.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Session } from '../hubs/user-hub.ts';
import type { Net } from './net.ts';
import { SleepWatch, type Uptime } from './sleep-watch.ts';

/** A pause ends by itself after so much time in which the net did run, in ms. */
const PAUSE_MAX_MS = 300_000;

export type ReaperOptions = {
  readonly net: Net;
  /** Tells when a packet last proved that the peer of an SSRC is there; monotonic, in ms. */
  readonly media: { lastAuthenticatedAt(ssrc: number): number | null };
  readonly clock: Clock;
  /** Silence after which a session is a suspect, and a zombie, in ms. */
  readonly suspectAfterMs: number;
  readonly zombieAfterMs: number;
  /** How often it looks, in ms. */
  readonly intervalMs: number;
  readonly uptime?: Uptime;
  /** Told after the machine, or this process, stood still for so many ms. */
  readonly onSlept?: (ms: number) => void;
};

/**
 * Looks for radios that have fallen silent. Frames and authenticated packets count as a sign of
 * life; plain RTP proves nothing about who sent it. A zombie is ended at the look after the one that
 * found it, so that the console shows it before it is gone, and a sign of life that comes in between
 * still saves it.
 *
 * Nobody is blamed for time in which this side did not run: after a sleep, whether it was announced
 * (`pause`, `resume`) or is noticed by a look that comes seconds late, silence counts from the wake
 * on, so that every radio has the whole time again.
 *
 * One whose connection is lost stays a suspect until its resume window ends, whatever comes over UDP.
 */
export class Reaper {
  readonly #options: ReaperOptions;
  readonly #cancel: Cancel;
  readonly #sleep: SleepWatch;
  /** Monotonic time of the last wake, in ms. */
  #wokeAt = -Infinity;
  /** Time asleep and time awake since the pause began, in ms; null while there is none. */
  #pause: { asleep: number; awake: number } | null = null;

  constructor(options: ReaperOptions) {
    this.#options = options;
    this.#sleep = new SleepWatch(options.clock, options.uptime ?? (() => null));
    this.#cancel = options.clock.every(options.intervalMs, () => this.#look());
  }

  stop(): void {
    this.#cancel();
  }

  /** Judges nobody until `resume`: the machine is about to sleep. */
  pause(): void {
    this.#pause ??= { asleep: 0, awake: 0 };
  }

  /** Goes on after a pause; silence counts from now. */
  resume(): void {
    const asleep = (this.#pause?.asleep ?? 0) + this.#sleep.look(this.#options.intervalMs);
    this.#pause = null;
    this.#woke(asleep);
  }

  #woke(asleepMs: number): void {
    this.#wokeAt = this.#options.clock.monotonic();
    if (asleepMs > 0) this.#options.onSlept?.(Math.round(asleepMs));
  }

  /** Whether the net has run for long enough to judge anybody. */
  #isAwake(): boolean {
    const { intervalMs } = this.#options;
    const asleep = this.#sleep.look(intervalMs);
    if (this.#pause === null) {
      if (asleep > 0) this.#woke(asleep);
      return true;
    }
    this.#pause.asleep += asleep;
    this.#pause.awake += intervalMs;
    // The word that the machine is awake never came, yet it runs.
    if (this.#pause.awake >= PAUSE_MAX_MS) this.resume();
    return false;
  }

  #look(): void {
    if (!this.#isAwake()) return;
    const { net } = this.#options;
    for (const session of [...net.users]) {
      const provedAt = this.#provedAt(session);
      if (provedAt > session.lastHeardAt) net.heard(session, provedAt);
      if (session.lost) {
        net.expireLost(session);
        continue;
      }
      const state = this.#stateOf(session);
      if (state === 'zombie' && session.state === 'zombie') {
        net.endSession(session, CloseCode.ZOMBIE);
      } else if (state !== session.state) {
        session.state = state;
        net.users.touch(session);
      }
    }
  }

  /** When a packet of any of its memberships last proved that a radio is there. */
  #provedAt(session: Session): number {
    const { net, media } = this.#options;
    let last = -Infinity;
    for (const { members } of net.channels.ofUser(session.userId)) {
      const { ssrc = 0 } = members.get(session.userId) ?? {};
      last = Math.max(last, media.lastAuthenticatedAt(ssrc) ?? -Infinity);
    }
    return last;
  }

  #stateOf(session: Session): RadioState {
    const { clock, suspectAfterMs, zombieAfterMs } = this.#options;
    const silence = clock.monotonic() - Math.max(session.lastHeardAt, this.#wokeAt);
    if (silence >= zombieAfterMs) return 'zombie';
    if (silence >= suspectAfterMs) return 'suspect';
    // Only a sign of life makes a radio alive again, not a sleep of this side.
    const isHeard = session.lastHeardAt >= this.#wokeAt || session.state === 'alive';
    return isHeard ? 'alive' : 'suspect';
  }
}
