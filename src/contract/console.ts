import { z } from 'zod';
import { port } from './fields.ts';
import { Ipc, type IpcChannel } from './ipc.ts';
import {
  operatorInput,
  type Delta,
  type NetPorts,
  type OperatorCommand,
  type OperatorInput,
  type OperatorOutput,
  type Result,
  type Snapshot,
} from './operator.ts';
import type { LaptopReport } from './laptop.ts';
import { settingEdit, type SettingChange, type SettingEdit } from './setting-changes.ts';
import type { SettingFault } from './setting-faults.ts';
import { SETTING_FIELDS } from './setting-fields.ts';
import type { Settings, SettingsInput } from './settings.ts';
import type { OperatorError } from './views.ts';

/**
 * What the window asks of the process that runs the net, besides the operator API. The names of the
 * IPC channels are in `ipc.ts`.
 */

/** Asks the net to go on the air again, on other ports where given; they are kept as settings. */
export const retryInput = z.strictObject({
  ws_port: port.optional(),
  wss_port: port.optional(),
  udp_port: port.optional(),
});
export type RetryInput = z.infer<typeof retryInput>;

const clipboardInput = z.strictObject({ text: z.string().max(65_536) });

/** The longest text that is saved as a file, in UTF-16 units. */
const SAVED_TEXT = 64 * 1024 * 1024;

/** A file to save: where to is for the user to say. The name it is proposed with is no path. */
const saveInput = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}\.csv$/),
  text: z.string().max(SAVED_TEXT),
});
export type SaveInput = z.infer<typeof saveInput>;

/** The page as it prints, to be saved as a PDF. */
const pdfInput = z.strictObject({ name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}\.pdf$/) });
export type PdfInput = z.infer<typeof pdfInput>;

/** Settings to change, each at most once in a call that makes sense. */
const changeInput = z.strictObject({
  edits: z.array(settingEdit).min(1).max(SETTING_FIELDS.length),
});

/** Settings in the place of all that were kept; they are checked as the file would be. */
const replaceInput = z.strictObject({ settings: z.unknown() });

/** The settings as they are kept, and as the net goes by them. */
export type SettingsState = {
  readonly saved: Settings;
  /** Null while the net is not on the air. */
  readonly in_force: Settings | null;
  /** What a restart of the net would change. */
  readonly waiting: readonly SettingChange[];
  /** Where they are kept. */
  readonly path: string;
};

/** What came of an attempt to change settings; `faults` are for the fields of a form. */
export type SettingsOutcome<T = SettingsState> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: OperatorError; readonly faults: readonly SettingFault[] };

/** A file of settings that was read, and what it would change; nothing has been changed yet. */
export type SettingsImport = {
  readonly path: string;
  readonly settings: SettingsInput;
  readonly changes: readonly SettingChange[];
};

const commandName = z.enum(Object.keys(operatorInput) as [OperatorCommand, ...OperatorCommand[]]);

/** The languages of the window and of what the system shows of the app. */
const language = z.enum(['en', 'ko']);
export type Language = z.infer<typeof language>;

/** What may come in over each channel: so many arguments, each as its schema says, and no more. */
export const ipcArguments = {
  [Ipc.SNAPSHOT]: z.tuple([]),
  // The input of a command is checked with the command, by `operatorInput`.
  [Ipc.COMMAND]: z.tuple([commandName, z.unknown()]),
  [Ipc.RETRY]: z.tuple([retryInput]),
  [Ipc.FREE_PORTS]: z.tuple([]),
  [Ipc.COPY]: z.tuple([clipboardInput]),
  [Ipc.LANGUAGE]: z.tuple([language]),
  [Ipc.SAVE]: z.tuple([saveInput]),
  [Ipc.PRINT]: z.tuple([]),
  [Ipc.SAVE_PDF]: z.tuple([pdfInput]),
  [Ipc.SETTINGS]: z.tuple([]),
  [Ipc.CHANGE_SETTINGS]: z.tuple([changeInput]),
  [Ipc.REPLACE_SETTINGS]: z.tuple([replaceInput]),
  [Ipc.EXPORT_SETTINGS]: z.tuple([]),
  [Ipc.IMPORT_SETTINGS]: z.tuple([]),
  [Ipc.RESTART]: z.tuple([]),
  [Ipc.GO_BACK]: z.tuple([]),
  [Ipc.CHECK_LAPTOP]: z.tuple([]),
} as const satisfies Record<IpcChannel, z.ZodTuple>;
export type IpcArguments<C extends IpcChannel> = z.output<(typeof ipcArguments)[C]>;

/** The API that the preload puts on `window.livechat`. */
export type ConsoleApi = {
  /** The whole state; deltas that follow continue from its `seq`. */
  snapshot(): Promise<Snapshot>;
  /**
   * Hears of every delta from now on, at most ten a second.
   *
   * @returns a function that ends the subscription
   */
  onDelta(listener: (delta: Delta) => void): () => void;
  /** Hears that the net went off or on the air, so that a new snapshot has to be taken. */
  onReset(listener: () => void): () => void;
  command<C extends OperatorCommand>(
    name: C,
    input: OperatorInput<C>,
  ): Promise<Result<OperatorOutput[C]>>;
  /** Tries to bring a net that failed on the air again. */
  retry(input: RetryInput): Promise<Result<null>>;
  /** Ports close to those of the settings that can be had now, to try instead of them. */
  freePorts(): Promise<Result<NetPorts>>;
  /** Puts text on the system's clipboard. */
  copy(text: string): Promise<Result<null>>;
  /** Tells the language of the window, for what is shown outside of it: tray and questions. */
  language(language: Language): Promise<Result<null>>;
  /** Asks the user where to save a file; `path` is null where they think better of it. */
  save(file: SaveInput): Promise<Result<{ readonly path: string | null }>>;
  /** Asks by the system's dialog how to print the page; not printed where the user thinks better. */
  print(): Promise<Result<{ readonly printed: boolean }>>;
  /** The same page as a PDF, saved as with `save`. */
  savePdf(file: PdfInput): Promise<Result<{ readonly path: string | null }>>;
  /** The settings, kept and in force. */
  settings(): Promise<SettingsOutcome>;
  /** Changes settings and keeps them; what can take effect at once does. */
  changeSettings(input: { readonly edits: readonly SettingEdit[] }): Promise<SettingsOutcome>;
  /** Keeps settings in the place of all that were there, as an import does. */
  replaceSettings(input: { readonly settings: SettingsInput }): Promise<SettingsOutcome>;
  /** Asks the user where to save the settings as a file; `path` is null for nowhere. */
  exportSettings(): Promise<Result<{ readonly path: string | null }>>;
  /** Asks the user for a file of settings and reads it; null where they think better of it. */
  importSettings(): Promise<SettingsOutcome<SettingsImport | null>>;
  /** Takes the net off the air and brings it back with the settings as they are kept. */
  restart(): Promise<Result<null>>;
  /** Brings back the settings with which the net was last on the air, and the net with them. */
  goBack(): Promise<Result<null>>;
  /** Looks at what the machine needs for a net. */
  checkLaptop(): Promise<Result<LaptopReport>>;
  readonly about: {
    readonly version: string;
    readonly platform: string;
    /** Whether there was no net on this computer before. */
    readonly isFirstStart: boolean;
  };
};
