import type { Cancel, Clock } from '../clock.ts';
import type { Alarms } from './alarms.ts';

/** How often the system is asked, in ms. */
const LOOK_INTERVAL_MS = 1_000;

/** After how many looks without a drop the relay keeps up again. */
const QUIET_LOOKS = 10;

type Options = {
  readonly alarms: Pick<Alarms, 'raise' | 'end'>;
  /** Datagrams for the relay that the system has dropped; null where it does not tell. */
  readonly drops: () => Promise<number | null>;
  readonly clock: Clock;
};

/**
 * Watches whether packets come faster than the relay reads them. The relay cannot tell: what the
 * system drops never gets to it.
 */
export class OverloadWatch {
  readonly #options: Options;
  readonly #cancel: Cancel;
  #isLooking = false;
  #stopped = false;
  /** Drops at the last look; null before the first. */
  #last: number | null = null;
  /** Drops since the relay last kept up, and as many as have been told. */
  #dropped = 0;
  #told = 0;
  #quietLooks = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#cancel = options.clock.every(LOOK_INTERVAL_MS, () => void this.look());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** Looks now; one look at a time. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const drops = await this.#options.drops();
    this.#isLooking = false;
    if (drops === null || this.#stopped) return;
    // A relay that was started again has a socket of its own, which begins at nothing.
    const more = this.#last === null ? 0 : Math.max(0, drops - this.#last);
    this.#last = drops;
    if (more > 0) this.#overloaded(more);
    else if (this.#dropped > 0) this.#quiet();
  }

  #overloaded(more: number): void {
    this.#dropped += more;
    this.#quietLooks = 0;
    // Whoever has acknowledged the alarm hears of it again when it has become twice as bad.
    if (this.#dropped < 2 * this.#told) return;
    this.#told = this.#dropped;
    this.#options.alarms.raise('relay_overloaded', { dropped: this.#dropped });
  }

  #quiet(): void {
    this.#quietLooks += 1;
    if (this.#quietLooks < QUIET_LOOKS) return;
    this.#dropped = 0;
    this.#told = 0;
    this.#options.alarms.end('relay_overloaded');
  }
}
