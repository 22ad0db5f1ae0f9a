/** Ends a timer or a subscription. Calling it again does nothing. */
export type Cancel = () => void;

/** Where a radio takes its time from, so that a test can turn it by hand. */
export type Clock = {
  /** Time in ms that only ever grows. */
  monotonic(): number;
  /** Calls once, after so many ms. */
  after(ms: number, call: () => void): Cancel;
};

/** The machine's own clock. Its timers keep the process alive until they are cancelled. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/**
 * Waits until a moment of the clock, or until the signal is aborted, whichever comes first.
 *
 * @param until in ms of `clock.monotonic()`; a moment that has passed is not waited for
 */
export function sleepUntil(clock: Clock, until: number, signal?: AbortSignal): Promise<void> {
  const ms = until - clock.monotonic();
  if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
