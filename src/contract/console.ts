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
  readonly about: { readonly version: string; readonly platform: string };
};
