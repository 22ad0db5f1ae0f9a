import { app } from 'electron';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../server/clock.ts';
import { createLog } from '../server/log.ts';
import { systemRandom } from '../server/random.ts';
import { LiveChatServer } from '../server/server.ts';
import { dataDir } from '../server/store/data-dir.ts';
import { defaultDataDir, defaultUserDataDir } from '../server/store/default-data-dir.ts';
import { EarlierSettings } from '../server/store/earlier-settings.ts';
import { SettingsFile } from '../server/store/settings-file.ts';
import { declareConsoleScheme } from './console-scheme.ts';
import { desktopSeal } from './key-seal.ts';
import { openDesk } from './desk.ts';
import { NetHost } from './net-host.ts';
import { SettingsDesk } from './settings-desk.ts';

const built = join(import.meta.dirname, '..');

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
  // Every renderer there may ever be, whatever its window was made with. It would undo a
  // `--no-sandbox`, which whoever starts Electron as root has to give, and nothing would come up.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const files = dataDir(folder);
  const settings = new SettingsFile(files.settings);
  const earlier = new EarlierSettings(settings);
  // Asked before the net makes them.
  const isFirstStart = ![files.settings, files.journal, files.keys].some((file) =>
    existsSync(file),
  );
  const host = new NetHost({
    ...{ settings, earlier },
    start: (wanted) =>
      LiveChatServer.start({
        settings: wanted,
        dataDir: folder,
        relayWorker: new URL('./relay-worker.js', import.meta.url),
        journalWorker: new URL('./journal-worker.js', import.meta.url),
        // Electron knows its keychain only then; the net does not wait with the rest.
        seal: app.whenReady().then(desktopSeal),
        secret: process.env['LIVECHAT_SECRET'],
        clock: systemClock,
        random: systemRandom,
        log,
      }),
    clock: systemClock,
    log,
  });

  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    // Radios are told before the process ends.
    event.preventDefault();
    void host.stop().finally(() => {
      stopped = true;
      // A net that is off the air stops before this event is over, and Electron would not listen yet.
      setImmediate(() => app.quit());
    });
  });
  app.on('window-all-closed', () => app.quit());

  // Before Electron is ready: a net on the air does not depend on a window. Making one keeps this
  // thread busy for a while, so the net has the first turn.
  void host.start();
  const desk = new SettingsDesk({ host, file: settings, earlier });
  void app
    .whenReady()
    .then(() =>
      setImmediate(() =>
        openDesk({ built, host, settings: desk, dataDir: folder, isFirstStart, log }),
      ),
    );
}

try {
  main();
} catch (error) {
  // Without this Electron would show a stack trace in a box of its own.
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  app.exit(1);
}
