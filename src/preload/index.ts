import { contextBridge, ipcRenderer } from 'electron';
import type { ConsoleApi } from '../contract/console.ts';
import { Ipc, IpcPush } from '../contract/ipc.ts';
import type { Delta } from '../contract/operator.ts';

const VERSION_FLAG = '--app-version=';

/** Calls the listener with what main sends on a channel, never with the event that carried it. */
function listen(channel: string, listener: (payload: unknown) => void): () => void {
  const onEvent = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(channel, onEvent);
  return () => void ipcRenderer.off(channel, onEvent);
}

/** Main answers each channel with the type that `ConsoleApi` gives it. */
function ask<Answer>(channel: string, ...args: readonly unknown[]): Promise<Answer> {
  return ipcRenderer.invoke(channel, ...args) as Promise<Answer>;
}

const version = process.argv.find((arg) => arg.startsWith(VERSION_FLAG));

const api: ConsoleApi = {
  snapshot: () => ask(Ipc.SNAPSHOT),
  onDelta: (listener) => listen(IpcPush.DELTA, (delta) => listener(delta as Delta)),
  onReset: (listener) => listen(IpcPush.RESET, () => listener()),
  command: (name, input) => ask(Ipc.COMMAND, name, input),
  retry: (input) => ask(Ipc.RETRY, input),
  freePorts: () => ask(Ipc.FREE_PORTS),
  copy: (text) => ask(Ipc.COPY, { text }),
  language: (language) => ask(Ipc.LANGUAGE, language),
  save: (file) => ask(Ipc.SAVE, file),
  print: () => ask(Ipc.PRINT),
  savePdf: (file) => ask(Ipc.SAVE_PDF, file),
  settings: () => ask(Ipc.SETTINGS),
  changeSettings: (input) => ask(Ipc.CHANGE_SETTINGS, input),
  replaceSettings: (input) => ask(Ipc.REPLACE_SETTINGS, input),
  exportSettings: () => ask(Ipc.EXPORT_SETTINGS),
  importSettings: () => ask(Ipc.IMPORT_SETTINGS),
  restart: () => ask(Ipc.RESTART),
  goBack: () => ask(Ipc.GO_BACK),
  checkLaptop: () => ask(Ipc.CHECK_LAPTOP),
  about: {
    version: version?.slice(VERSION_FLAG.length) ?? '',
    platform: process.platform,
    isFirstStart: process.argv.includes('--first-start'),
  },
};

contextBridge.exposeInMainWorld('livechat', api);
