import { uptime } from 'node:os';

/** Ends a timer or a subscription. Calling it again does nothing. */
export type Cancel = () => void;

/** The engine's only source of time. */
export type Clock = {
  /** Wall-clock time in ms since 1970: for people and for tokens, never for time-outs. */
  now(): number;
  /** Time in ms that only ever grows, the same in every thread of the process: for time-outs. */
  monotonic(): number;
  /** Calls once, after so many ms. */
  after(ms: number, call: () => void): Cancel;
  /** Calls again and again, every so many ms. */
  every(ms: number, call: () => void): Cancel;
  /** Calls once, when the event loop has come round. */
  soon(call: () => void): void;
};

/** The machine's own clock. Its timers keep the process alive until they are cancelled. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  every: (ms, call) => {
    const timer = setInterval(call, ms);
    return () => {
      clearInterval(timer);
    };
  },
  soon: (call) => {
    setImmediate(call);
  },
};

/**
 * Time in ms since the machine started, the time that it slept included; null on macOS, where it
 * follows the wall clock.
 */
export const systemUptime = (): number | null =>
  process.platform === 'darwin' ? null : uptime() * 1_000;

/**
 * Calls once the present turn of the event loop has handled all that came in with it. It is no
 * time-out: a test's clock does not turn it.
 */
export const endOfTurn = (call: () => void): void => {
  setImmediate(call);
};
