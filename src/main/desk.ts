import { app, powerMonitor } from 'electron';
import { join } from 'node:path';
import type { Language } from '../contract/console.ts';
import type { LaptopReport } from '../contract/laptop.ts';
import type { Log } from '../server/log.ts';
import { serveConsole } from './console-scheme.ts';
import { HostMemory } from './host-memory.ts';
import { answerConsole, streamTo } from './ipc.ts';
import { Leaving } from './leaving.ts';
import { lockDown } from './lock-down.ts';
import { laptopReport } from './laptop/laptop-report.ts';
import type { NetHost } from './net-host.ts';
import type { SettingsDesk } from './settings-desk.ts';
import { NetTray } from './tray.ts';
import { hasTrayPlace } from './tray-place.ts';
import { keepAwake } from './wakefulness.ts';
import { bringBack, openWindow } from './window.ts';
import { HOST_WORDS } from './words.ts';

export type DeskOptions = {
  /** Where the built app is. */
  readonly built: string;
  readonly host: NetHost;
  readonly settings: SettingsDesk;
  readonly dataDir: string;
  /** Whether there was no net in the data folder before. */
  readonly isFirstStart: boolean;
  readonly log: Log;
};

/** Everything of the app that people see: window, tray, questions; and what keeps it honest. */
export function openDesk(options: DeskOptions): void {
  const { built, host, settings, dataDir, isFirstStart, log } = options;
  const memory = new HostMemory(join(app.getPath('userData'), 'window.json'), log);
  let language: Language =
    memory.known.language ?? (app.getLocale().startsWith('ko') ? 'ko' : 'en');
  const words = (): (typeof HOST_WORDS)[Language] => HOST_WORDS[language];

  lockDown();
  serveConsole(join(built, 'renderer'));
  const icon = join(built, '..', 'resources', 'icon.png');
  const window = openWindow({ folder: built, icon, memory, isFirstStart });
  let tray: NetTray | undefined;
  const tellTray = (): void => tray?.tell(host.status(), words());
  const speak = (spoken: Language): void => {
    language = spoken;
    memory.keep({ language });
    tellTray();
  };
  const isKeptAwake = keepAwake(host);
  const checkLaptop = (): Promise<LaptopReport> =>
    laptopReport({ host, dataDir, settings, isKeptAwake });
  answerConsole({ window, host, settings, checkLaptop, speak, log });
  streamTo(window, host);
  host.changed.on(tellTray);

  const isMac = process.platform === 'darwin';
  const hasWayBack = (): boolean => isMac || tray !== undefined;
  const leaving = new Leaving({ window, host, memory, words, hasWayBack });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => leaving.now());
  powerMonitor.on('shutdown', () => leaving.now());
  window.on('session-end', () => leaving.now());
  app.on('second-instance', () => bringBack(window));
  app.on('activate', () => bringBack(window));

  void hasTrayPlace().then((isThere) => {
    if (!isThere) return;
    tray = new NetTray({ show: () => bringBack(window), quit: () => app.quit() });
    tellTray();
  });
}
