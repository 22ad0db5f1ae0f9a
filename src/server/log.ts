import { pino, type Logger } from 'pino';

export type Log = Logger;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/**
 * A log of JSON lines on standard error; standard output belongs to the commands.
 *
 * @param level one of `LOG_LEVELS`, `info` where nothing is given
 * @throws Error in one line if the level is none of them
 */
export function createLog(level = 'info'): Log {
  if (!(LOG_LEVELS as readonly string[]).includes(level)) {
    throw new Error(
      `LIVECHAT_LOG: got ${JSON.stringify(level)}, expected one of ${LOG_LEVELS.join(', ')}`,
    );
  }
  // Tokens and keys are never logged on purpose; should a careless line carry one, it is cut out.
  const redact = { paths: ['token', 'secret', '*.token', '*.secret'], censor: '(not shown)' };
  return pino(
    { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** A log that keeps nothing. */
export const silentLog: Log = pino({ level: 'silent' });
