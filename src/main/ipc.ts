import { clipboard, ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { clipboardInput, retryInput } from '../contract/console.ts';
import { explain } from '../contract/explain.ts';
import { Ipc, IpcPush } from '../contract/ipc.ts';
import type { Result } from '../contract/operator.ts';
import type { Cancel } from '../server/clock.ts';
import { fail, isCommand } from '../server/operator/operator.ts';
import { isConsoleUrl } from './console-scheme.ts';
import type { NetHost } from './net-host.ts';

/** Only the console's own page, in its main frame, is answered. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isConsoleUrl(frame.url);
}

function answer(channel: string, act: (...args: unknown[]) => unknown): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) => {
    if (!isTrusted(event)) throw new Error(`${channel}: refused, not the console's page`);
    return act(...args);
  });
}

function checked<T, R>(
  schema: z.ZodType<T>,
  input: unknown,
  act: (value: T) => Result<R> | Promise<Result<R>>,
): Result<R> | Promise<Result<R>> {
  const parsed = schema.safeParse(input);
  return parsed.success
    ? act(parsed.data)
    : fail('bad_input', explain(parsed.error, input, 'input'));
}

/** Answers the window's calls. */
export function answerConsole(host: NetHost): void {
  answer(Ipc.SNAPSHOT, () => host.snapshot());
  answer(Ipc.COMMAND, (name, input) =>
    isCommand(name)
      ? host.command(name, input)
      : fail('bad_input', 'name: expected an operator command'),
  );
  answer(Ipc.RETRY, (input) => checked(retryInput, input, (ports) => host.start(ports)));
  answer(Ipc.COPY, (input) =>
    checked(clipboardInput, input, async ({ text }) => {
      await clipboard.writeText(text);
      return { ok: true, value: null };
    }),
  );
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
