import type { Cancel, Clock } from './clock.ts';

type Timer = { readonly due: number; readonly call: () => void };

/** A clock for tests: it stands still until it is turned. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #timers = new Set<Timer>();

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): Cancel {
    const timer = { due: this.#now + Math.max(0, ms), call };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Timers that are still running: none, once everything has been stopped. */
  get running(): number {
    return this.#timers.size;
  }

  /** Turns the clock; what waits on a timer gets to run before the next timer is called. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#now = timer.due;
      this.#timers.delete(timer);
      timer.call();
      await settle();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  }
}

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
