import type { Cancel, Clock } from '../clock.ts';

/**
 * Calls again and again, with so many ms at least from the end of one call to the beginning of the
 * next. A repeating timer counts from the beginning of a call: one that takes long and one that does
 * not would be closer together than that. Timers count in whole ms and may be early by a part of one,
 * so the clock is asked before each call.
 */
export function paced(
  clock: Pick<Clock, 'monotonic' | 'after'>,
  ms: number,
  call: () => void,
): Cancel {
  let dueAt = clock.monotonic() + ms;
  let isEnded = false;
  let cancelTimer: Cancel = () => undefined;
  const wait = (): void => {
    cancelTimer = clock.after(Math.ceil(dueAt - clock.monotonic()), turn);
  };
  const turn = (): void => {
    if (clock.monotonic() < dueAt) {
      wait();
      return;
    }
    try {
      call();
    } finally {
      dueAt = clock.monotonic() + ms;
      if (!isEnded) wait();
    }
  };
  wait();
  return () => {
    isEnded = true;
    cancelTimer();
  };
}
