import { app, BrowserWindow } from 'electron';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../server/clock.ts';
import { createLog } from '../server/log.ts';
import { systemRandom } from '../server/random.ts';
import { LiveChatServer } from '../server/server.ts';
import { dataDir } from '../server/store/data-dir.ts';
import { defaultDataDir, defaultUserDataDir } from '../server/store/default-data-dir.ts';
import { SettingsFile } from '../server/store/settings-file.ts';
import { declareConsoleScheme, serveConsole } from './console-scheme.ts';
import { answerConsole, streamTo } from './ipc.ts';
import { desktopSeal } from './key-seal.ts';
import { NetHost } from './net-host.ts';
import { lockDown, openWindow } from './window.ts';

const built = join(import.meta.dirname, '..');
const icon = join(built, '..', 'resources', 'icon.png');

/** The data folder: the default one, or that of `--data-dir`, with Chromium's files inside it. */
function chooseFolders(): string {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { 'data-dir': { type: 'string' } },
    strict: false,
  });
  const chosen = values['data-dir'];
  if (typeof chosen !== 'string') {
    app.setPath('userData', defaultUserDataDir());
    return defaultDataDir();
  }
  const folder = resolve(chosen);
  app.setPath('userData', join(folder, 'window'));
  return folder;
}

function main(): void {
  const log = createLog(process.env['LIVECHAT_LOG']);
  const folder = chooseFolders();
  if (!app.requestSingleInstanceLock()) {
    log.warn({ data_dir: folder }, 'the app is running already; its window comes to the front');
    app.quit();
    return;
  }
  declareConsoleScheme();
  const host = new NetHost({
    settings: new SettingsFile(dataDir(folder).settings),
    start: (settings) =>
      LiveChatServer.start({
        settings,
        dataDir: folder,
        relayWorker: new URL('./relay-worker.js', import.meta.url),
        journalWorker: new URL('./journal-worker.js', import.meta.url),
        seal: desktopSeal(),
        secret: process.env['LIVECHAT_SECRET'],
        clock: systemClock,
        random: systemRandom,
        log,
      }),
    clock: systemClock,
    log,
  });

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    // Radios are told before the process ends.
    event.preventDefault();
    void host.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  void app.whenReady().then(() => {
    lockDown();
    serveConsole(join(built, 'renderer'));
    answerConsole(host);
    void host.start();
    streamTo(openWindow(built, icon), host);
  });
}

try {
  main();
} catch (error) {
  // Without this Electron would show a stack trace in a box of its own.
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  app.exit(1);
}
