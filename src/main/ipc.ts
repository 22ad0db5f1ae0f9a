import { clipboard, ipcMain, type BrowserWindow } from 'electron';
import { ipcArguments, type IpcArguments, type Language } from '../contract/console.ts';
import { explain } from '../contract/explain.ts';
import { Ipc, IpcPush, type IpcChannel } from '../contract/ipc.ts';
import type { Cancel } from '../server/clock.ts';
import type { Log } from '../server/log.ts';
import type { LaptopReport } from '../contract/laptop.ts';
import { fail, ok } from '../server/operator/results.ts';
import type { NetHost } from './net-host.ts';
import { printPage, savePdf } from './paper.ts';
import { isPlainData } from './plain-data.ts';
import { saveFile } from './save-file.ts';
import type { SettingsDesk } from './settings-desk.ts';
import { exportSettings, importSettings } from './settings-files.ts';
import { isFromConsole, type Sender } from './trusted-sender.ts';

export type IpcOptions = {
  readonly window: BrowserWindow;
  readonly host: NetHost;
  readonly settings: SettingsDesk;
  readonly checkLaptop: () => Promise<LaptopReport>;
  readonly speak: (language: Language) => void;
  readonly log: Log;
};

/** What each channel of the table does, once its sender and its arguments have been checked. */
type Answers = { readonly [C in IpcChannel]: (...args: IpcArguments<C>) => unknown };

const OK = { ok: true, value: null } as const;

/** Answers the window's calls: every channel of the table, and no other. */
export function answerConsole(options: IpcOptions): void {
  const { window, host, settings, checkLaptop, speak, log } = options;
  const { webContents } = window;
  const answers: Answers = {
    [Ipc.SNAPSHOT]: () => host.snapshot(),
    [Ipc.COMMAND]: (name, input) => host.command(name, input),
    [Ipc.RETRY]: (ports) => host.start(ports),
    [Ipc.FREE_PORTS]: () => host.freePorts(),
    [Ipc.COPY]: async ({ text }) => {
      await clipboard.writeText(text);
      return OK;
    },
    [Ipc.LANGUAGE]: (language) => {
      speak(language);
      return OK;
    },
    [Ipc.SAVE]: (file) => saveFile(window, file),
    [Ipc.PRINT]: () => printPage(window),
    [Ipc.SAVE_PDF]: (file) => savePdf(window, file),
    [Ipc.SETTINGS]: () => settings.state(),
    [Ipc.CHANGE_SETTINGS]: ({ edits }) => settings.change(edits),
    [Ipc.REPLACE_SETTINGS]: (input) => settings.replace(input.settings),
    [Ipc.EXPORT_SETTINGS]: () => exportSettings(window, settings),
    [Ipc.IMPORT_SETTINGS]: () => importSettings(window, settings),
    [Ipc.RESTART]: () => host.restart(),
    [Ipc.GO_BACK]: () => host.goBack(),
    [Ipc.CHECK_LAPTOP]: async () => ok(await checkLaptop()),
  };
  for (const channel of Object.values(Ipc)) {
    ipcMain.handle(channel, (event, ...args: unknown[]) =>
      answer(channel, event, args, { answers, console_: webContents, log }),
    );
  }
}

type Desk = {
  readonly answers: Answers;
  readonly console_: BrowserWindow['webContents'];
  readonly log: Log;
};

async function answer(
  channel: IpcChannel,
  event: Sender,
  args: readonly unknown[],
  { answers, console_, log }: Desk,
): Promise<unknown> {
  if (!isFromConsole(event, console_)) {
    log.warn({ channel, from: event.senderFrame?.url }, 'refused a call from a foreign page');
    throw new Error(`${channel}: refused, not the console's page`);
  }
  const result = await checkedAnswer(channel, args, answers);
  if (isBadInput(result)) log.warn({ channel, reason: result.error.reason }, 'refused a call');
  return result;
}

/** What the channel answers, perhaps later; or what is wrong with the arguments. */
function checkedAnswer(channel: IpcChannel, args: readonly unknown[], answers: Answers): unknown {
  if (!isPlainData(args)) return fail('bad_input', 'arguments: expected plain data');
  const parsed = ipcArguments[channel].safeParse(args);
  if (!parsed.success) return fail('bad_input', explain(parsed.error, args, 'arguments'));
  // The schema of a channel and its answer have one type, which is lost where any channel will do.
  const act = answers[channel] as (...checked: readonly unknown[]) => unknown;
  return act(...parsed.data);
}

function isBadInput(result: unknown): result is ReturnType<typeof fail> {
  const { ok, error } = result as Partial<ReturnType<typeof fail>>;
  return ok === false && error?.code === 'bad_input';
}

/** Tells a window what changes, for as long as it is open. */
export function streamTo(window: BrowserWindow, host: NetHost): void {
  const { webContents } = window;
  const send = (channel: string, ...args: unknown[]): void => {
    if (!webContents.isDestroyed()) webContents.send(channel, ...args);
  };
  const cancels: Cancel[] = [
    host.delta.on((delta) => send(IpcPush.DELTA, delta)),
    host.reset.on(() => send(IpcPush.RESET)),
  ];
  window.once('closed', () => {
    for (const cancel of cancels) cancel();
  });
}
