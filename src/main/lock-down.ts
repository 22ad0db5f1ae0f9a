import { app, session } from 'electron';

/** What a page may load from: the app itself, and the tools that developers open. */
const OWN_PROTOCOLS = ['console:', 'devtools:'];

/**
 * Refuses whatever the page was not built for: permissions, devices, other pages, new windows,
 * webviews, and any request that leaves the app.
 */
export function lockDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !OWN_PROTOCOLS.includes(new URL(url).protocol) });
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    for (const event of ['will-navigate', 'will-redirect', 'will-attach-webview'] as const) {
      contents.on(event as 'will-navigate', (navigation) => navigation.preventDefault());
    }
    contents.on('will-frame-navigate', (navigation) => navigation.preventDefault());
  });
}
