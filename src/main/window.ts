import { app, BrowserWindow, session } from 'electron';
import { join } from 'node:path';
import { CONSOLE_URL } from './console-scheme.ts';

/** Refuses whatever the page was not built for: permissions, new windows, other pages, webviews. */
export function lockDown(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/**
 * Opens the console's window.
 *
 * @param folder where the built app is, with `preload/` in it
 * @param icon path of the window's icon
 */
export function openWindow(folder: string, icon: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#0a0e13',
    autoHideMenuBar: true,
    icon,
    webPreferences: {
      preload: join(folder, 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // The net is watched while other windows are in front.
      backgroundThrottling: false,
      additionalArguments: [`--app-version=${app.getVersion()}`],
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(CONSOLE_URL);
  return window;
}
