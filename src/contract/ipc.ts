/**
 * The names of the IPC channels; what goes over them is typed by `ConsoleApi`. A file without schemas,
 * because the preload loads it.
 */

/** IPC channels that the window invokes. */
export const Ipc = {
  SNAPSHOT: 'console:snapshot',
  COMMAND: 'console:command',
  RETRY: 'console:retry',
  COPY: 'console:copy',
} as const;

/** IPC channels that the main process sends on. */
export const IpcPush = { DELTA: 'console:delta', RESET: 'console:reset' } as const;
