import type { Cancel, Clock } from './clock.ts';

type Timer = { due: number; readonly every: number | null; readonly call: () => void };

/** A clock that stands still until a test turns it. */
export class ManualClock implements Clock {
  #elapsed = 0;
  #epoch: number;
  readonly #timers = new Set<Timer>();

  /** @param epoch wall-clock time at which it starts, in ms since 1970 */
  constructor(epoch = 1_700_000_000_000) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#epoch + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(ms: number, call: () => void): Cancel {
    return this.#add({ due: this.#elapsed + ms, every: null, call });
  }

  every(ms: number, call: () => void): Cancel {
    return this.#add({ due: this.#elapsed + ms, every: ms, call });
  }

  soon(call: () => void): void {
    this.after(0, call);
  }

  /** Timers that are still running: none, once everything has been stopped. */
  get running(): number {
    return this.#timers.size;
  }

  /** Turns the clock, calling each timer that falls due in its order. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#elapsed = timer.due;
      if (timer.every === null) this.#timers.delete(timer);
      else timer.due += timer.every;
      timer.call();
    }
    this.#elapsed = end;
  }

  /**
   * Time goes by and nothing runs, as when the machine sleeps or the process is stopped: a timer that
   * falls due meanwhile is called once, late, by the next `advance`.
   */
  sleep(ms: number): void {
    this.#elapsed += ms;
    for (const timer of this.#timers) timer.due = Math.max(timer.due, this.#elapsed);
  }

  /** Sets the wall clock forward, or back by a negative number of ms; monotonic time is not moved. */
  setWallClock(ms: number): void {
    this.#epoch += ms;
  }

  #add(timer: Timer): Cancel {
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  }
}
