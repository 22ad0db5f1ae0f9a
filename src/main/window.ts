import { app, BrowserWindow, screen } from 'electron';
import { join } from 'node:path';
import { CONSOLE_URL, isConsoleUrl } from './console-scheme.ts';
import { fitBounds } from './fit-bounds.ts';
import type { HostMemory } from './host-memory.ts';
import { SAFE_PREFERENCES } from './safe-preferences.ts';

type WindowOptions = {
  /** Where the built app is, with `preload/` in it. */
  readonly folder: string;
  /** Path of the window's icon. */
  readonly icon: string;
  readonly memory: HostMemory;
  /** Whether there was no net before. */
  readonly isFirstStart: boolean;
};

/** Opens the console's window, where it was last time. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { folder, icon, memory, isFirstStart } = options;
  const last = memory.known.window;
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...fitBounds(last?.bounds, screens),
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#0a0e13',
    autoHideMenuBar: true,
    icon,
    webPreferences: {
      ...SAFE_PREFERENCES,
      preload: join(folder, 'preload', 'index.cjs'),
      // The net is watched while other windows are in front.
      backgroundThrottling: false,
      // An alarm has to sound though nobody has clicked yet.
      autoplayPolicy: 'no-user-gesture-required',
      additionalArguments: [
        `--app-version=${app.getVersion()}`,
        ...(isFirstStart ? ['--first-start'] : []),
      ],
    },
  });
  // A build for tests says so where everybody sees it.
  if (app.getVersion().includes('-')) {
    window.on('page-title-updated', (event, title) => {
      event.preventDefault();
      window.setTitle(`${title} ${app.getVersion()}`);
    });
  }
  window.once('ready-to-show', () => {
    if (last?.maximized === true) window.maximize();
    window.show();
  });
  // Asked when it goes, and when it is hidden: a process that is killed later has kept it too.
  for (const event of ['close', 'hide'] as const) {
    window.on(event as 'close', () => keepPlace(window, memory));
  }
  // The one address that Chromium lets a page go to unasked is `about:blank`.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isConsoleUrl(url)) void window.loadURL(CONSOLE_URL);
  });
  void window.loadURL(CONSOLE_URL);
  return window;
}

function keepPlace(window: BrowserWindow, memory: HostMemory): void {
  const maximized = window.isMaximized();
  memory.keep({ window: { bounds: window.getNormalBounds(), maximized } });
}

/** Brings the window to the front, from wherever it is. */
export function bringBack(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
