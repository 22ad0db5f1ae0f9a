/**
 * The names of the IPC channels; what goes over them is typed by `ConsoleApi`, what may come in over
 * them is checked by `ipcArguments` in `console.ts`. A file without schemas, because the preload loads
 * it.
 */

/** IPC channels that the window invokes. */
export const Ipc = {
  SNAPSHOT: 'console:snapshot',
  COMMAND: 'console:command',
  RETRY: 'console:retry',
  FREE_PORTS: 'console:free-ports',
  COPY: 'console:copy',
  LANGUAGE: 'console:language',
  SAVE: 'console:save',
  PRINT: 'console:print',
  SAVE_PDF: 'console:save-pdf',
  SETTINGS: 'console:settings',
  CHANGE_SETTINGS: 'console:change-settings',
  REPLACE_SETTINGS: 'console:replace-settings',
  EXPORT_SETTINGS: 'console:export-settings',
  IMPORT_SETTINGS: 'console:import-settings',
  RESTART: 'console:restart',
  GO_BACK: 'console:go-back',
  CHECK_LAPTOP: 'console:check-laptop',
} as const;

/** The name of an IPC channel that the window invokes. */
export type IpcChannel = (typeof Ipc)[keyof typeof Ipc];

/** IPC channels that the main process sends on. */
export const IpcPush = { DELTA: 'console:delta', RESET: 'console:reset' } as const;
