import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { WebPreferences } from 'electron';
import { SAFE_PREFERENCES } from '../../src/main/safe-preferences.ts';
import { test } from './open-console.ts';

/** Electron's own checklist of security, held by docs/electron-security.md to these tests. */

async function ready(page: Page): Promise<void> {
  await expect(page.getByTestId('gateway-address')).toBeVisible();
}

/** A page of somebody else's, that counts who came to see it. */
async function foreignSite(): Promise<{ server: Server; url: string; visits: string[] }> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('<p>foreign</p>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, visits };
}

/** What the app's own web contents are made with. */
async function preferences(app: ElectronApplication): Promise<WebPreferences> {
  return app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    return (
      contents as unknown as { getLastWebPreferences(): WebPreferences }
    ).getLastWebPreferences();
  });
}

test('the page has no Node in it, and what the preload gives it hides Electron', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  await ready(page);
  const inside = await page.evaluate(() => {
    const { livechat } = globalThis as unknown as { livechat: Record<string, unknown> };
    return {
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
      api: Object.keys(livechat).sort(),
      isFrozen: !Reflect.set(livechat, 'command', null),
    };
  });
  expect(inside).toEqual({
    node: [],
    api: [
      ...['about', 'changeSettings', 'checkLaptop', 'command', 'copy', 'exportSettings'],
      ...['freePorts', 'goBack', 'importSettings', 'language', 'onDelta', 'onReset', 'print'],
      ...['replaceSettings', 'restart', 'retry', 'save', 'savePdf', 'settings', 'snapshot'],
    ],
    isFrozen: true,
  });
});

test('listeners of the page get what was sent, and no event that leads back to IPC', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  await ready(page);
  const args = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as {
      livechat: { onDelta(listener: (...all: unknown[]) => void): () => void };
    };
    return new Promise<unknown[]>((resolve) => {
      const end = livechat.onDelta((...all) => {
        end();
        resolve(all);
      });
    });
  });
  expect(args).toHaveLength(1);
  expect(args[0]).toHaveProperty('seq');
});

test('every window is made as the list of safe preferences says', async ({ openConsole }) => {
  const { app, page } = await openConsole();
  await ready(page);
  const actual = await preferences(app);
  // Electron does not give back everything that it was given.
  const told = Object.entries(SAFE_PREFERENCES).filter(([name]) => name in actual);
  expect(told.length).toBeGreaterThanOrEqual(8);
  expect(actual).toMatchObject(Object.fromEntries(told));
  expect(actual.enableBlinkFeatures ?? '').toBe('');
});

test('the renderer runs in Chromium’s sandbox where the system has one', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole();
  await ready(page);
  const flags = process.env['LIVECHAT_ELECTRON_FLAGS'] ?? '';
  test.skip(flags.includes('--no-sandbox'), 'this machine gives Chromium no sandbox');
  const { pid, sandboxed } = await app.evaluate(({ app: app_, webContents }) => {
    const renderer = webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0;
    const metric = app_.getAppMetrics().find((process_) => process_.pid === renderer);
    return { pid: renderer, sandboxed: metric?.sandboxed ?? null };
  });
  if (process.platform !== 'linux') expect(sandboxed).toBe(true);
  // Linux tells it by the filter on system calls (seccomp, mode 2; proc(5)).
  else expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m);
});

test('no request leaves the app, not even from a window that no policy holds', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole();
  await ready(page);
  const { server, url, visits } = await foreignSite();
  const outcomes = await app.evaluate(async ({ BrowserWindow }, address) => {
    const window = new BrowserWindow({ show: false });
    const load = async (target: string): Promise<string> =>
      window.loadURL(target).then(
        () => 'loaded',
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      );
    const found = [await load(address), await load('file:///etc/hostname')];
    window.destroy();
    return found;
  }, url);
  for (const outcome of outcomes) expect(outcome).toMatch(/^ERR_/);
  expect(visits).toEqual([]);
  server.close();
});

test('every permission and every device is refused', async ({ openConsole }) => {
  const { page } = await openConsole();
  await ready(page);
  const outcomes = await page.evaluate(async () => {
    const outcome = async (ask: () => Promise<unknown>): Promise<string> =>
      ask().then(
        (value) => String(value),
        () => 'refused',
      );
    const states = await Promise.all(
      ['geolocation', 'notifications', 'microphone', 'camera', 'midi', 'clipboard-read'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    );
    const { hid, usb, serial } = navigator as unknown as Record<
      'hid' | 'usb' | 'serial',
      { getDevices?(): Promise<unknown[]>; getPorts?(): Promise<unknown[]> } | undefined
    >;
    return {
      states: [...new Set(states)],
      asked: await Promise.all([
        outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        outcome(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
        outcome(() => navigator.clipboard.readText()),
        outcome(
          () =>
            new Promise((resolve, reject) => {
              navigator.geolocation.getCurrentPosition(resolve, reject);
            }),
        ),
      ]),
      notification: await Notification.requestPermission(),
      devices: [
        ...((await hid?.getDevices?.()) ?? []),
        ...((await usb?.getDevices?.()) ?? []),
        ...((await serial?.getPorts?.()) ?? []),
      ],
    };
  });
  expect(outcomes).toEqual({
    states: ['denied'],
    asked: ['refused', 'refused', 'refused', 'refused'],
    notification: 'denied',
    devices: [],
  });
});

test('the page goes nowhere else', async ({ openConsole }) => {
  const { app, page } = await openConsole();
  await ready(page);
  const { server, url, visits } = await foreignSite();
  const targets = [url, 'file:///etc/hostname', 'data:text/html,foreign'];
  // Asked in main: Playwright waits for a navigation that never comes to its end.
  const outcome = await app.evaluate(async ({ webContents }, addresses) => {
    const [contents] = webContents.getAllWebContents();
    if (!contents) throw new Error('no window');
    const left: string[] = [];
    let hear = (): void => undefined;
    // Refused by the app, refused by Chromium, or not refused: each way it is told.
    contents.on('will-frame-navigate', ({ defaultPrevented }) => {
      if (defaultPrevented) hear();
    });
    contents.on('console-message', () => hear());
    contents.on('did-navigate', (_event, to) => {
      left.push(to);
      hear();
    });
    for (const address of addresses) {
      const literal = JSON.stringify(address);
      for (const attempt of [
        `location.href = ${literal}; 0`,
        `{
          const form = document.createElement('form');
          form.action = ${literal};
          document.body.append(form);
          form.submit();
          form.remove();
        }`,
      ]) {
        const isTold = new Promise<void>((resolve) => (hear = resolve));
        await contents.executeJavaScript(attempt);
        await isTold;
      }
    }
    return { left, at: contents.getURL() };
  }, targets);
  expect(outcome).toEqual({ left: [], at: 'console://app/index.html' });
  expect(visits).toEqual([]);
  server.close();
});

test('a page that blanked itself is loaded anew', async ({ openConsole }) => {
  const { app, page } = await openConsole();
  await ready(page);
  const urls = await app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    if (!contents) throw new Error('no window');
    const seen: string[] = [];
    const isBack = new Promise<string[]>((resolve) => {
      contents.on('did-navigate', (_event, to) => {
        seen.push(to);
        if (seen.length === 2) resolve(seen);
      });
    });
    await contents.executeJavaScript("location.href = 'about:blank'; 0");
    return isBack;
  });
  expect(urls).toEqual(['about:blank', 'console://app/index.html']);
  await ready(page);
});

test('the page opens no window and no webview', async ({ openConsole }) => {
  const { app, page } = await openConsole();
  await ready(page);
  const opened = await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.invalid/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.remove();
    const webview = document.createElement('webview');
    webview.setAttribute('src', 'https://example.invalid/');
    webview.setAttribute('allowpopups', '');
    document.body.append(webview);
    return {
      window: window.open('https://example.invalid/'),
      isWebview: 'loadURL' in webview,
    };
  });
  expect(opened).toEqual({ window: null, isWebview: false });
  const contents = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(contents).toBe(1);
});
