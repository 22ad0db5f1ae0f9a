import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { RawRadio } from '../net/raw-radio.ts';
import { answerQuestions, QUIT, STAY, test } from './open-console.ts';

/** The app as a guest of the system: tray, quitting, sleep, networks. */

const SECRET = 'a secret for tests alone';
const env = { LIVECHAT_SECRET: SECRET };

async function gatewayUrl(page: Page): Promise<string> {
  return page.getByTestId('gateway-address').innerText();
}

/** Does what a user does with the button in the window's frame. */
async function closeWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

async function isVisible(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false,
  );
}

/** An environment in which the desktop says that it shows tray icons. */
function withTrayPlace(): Record<string, string> {
  const folder = test.info().outputPath('desktop');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'gdbus');
  writeFileSync(program, '#!/bin/sh\necho "(true,)"\n');
  chmodSync(program, 0o755);
  return { ...env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
}

type SeenTray = { readonly labels: string[]; readonly tip: string };

/** From now on keeps what the tray is told: no test can see the system's own icons. */
async function watchTray(app: ElectronApplication): Promise<() => Promise<SeenTray>> {
  await app.evaluate(({ Tray }) => {
    const seen = globalThis as unknown as { menu: Electron.Menu; tip: string };
    const real = {
      menu: Reflect.get<Electron.Tray, 'setContextMenu'>(Tray.prototype, 'setContextMenu'),
      tip: Reflect.get<Electron.Tray, 'setToolTip'>(Tray.prototype, 'setToolTip'),
    };
    Tray.prototype.setContextMenu = function (menu) {
      if (menu) seen.menu = menu;
      real.menu.call(this, menu);
    };
    Tray.prototype.setToolTip = function (tip) {
      seen.tip = tip;
      real.tip.call(this, tip);
    };
  });
  return () =>
    app.evaluate(() => {
      const { menu, tip } = globalThis as unknown as { menu?: Electron.Menu; tip?: string };
      return { labels: (menu?.items ?? []).map(({ label }) => label), tip: tip ?? '' };
    });
}

async function chooseInTray(app: ElectronApplication, label: string): Promise<void> {
  await app.evaluate((_electron, wanted) => {
    const { menu } = globalThis as unknown as { menu: Electron.Menu };
    menu.items.find((item) => item.label === wanted)?.click();
  }, label);
}

test('without a tray, closing the window with no radio on ends the app', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole({ env });
  await gatewayUrl(page);
  const asked = await answerQuestions(app, STAY);
  expect(await asked()).toEqual([]);
  const closed = app.waitForEvent('close');
  await closeWindow(app);
  await closed;
});

test('without a tray, closing the window with radios on asks, and stays unless told to quit', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole({ env });
  const url = await gatewayUrl(page);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await expect(page.getByTestId('count-radios')).toHaveText('1');
  const asked = await answerQuestions(app, STAY);
  await closeWindow(app);
  await expect.poll(async () => (await asked()).length).toBe(1);
  const [question] = await asked();
  expect(question).toMatchObject({
    message: 'Quit Mini LiveChat?',
    detail: '1 radio is on. It loses the net at once.',
    buttons: ['Stay on the air', 'Quit'],
    // Enter and Escape stay.
    defaultId: STAY,
    cancelId: STAY,
  });
  expect(await isVisible(app)).toBe(true);
  await expect(page.getByTestId('count-radios')).toHaveText('1');

  await answerQuestions(app, QUIT);
  const closed = app.waitForEvent('close');
  await closeWindow(app);
  expect(await radio.closed).toMatchObject({ code: 1001 });
  await closed;
});

test('an app whose net is off the air quits when it is told to', async ({ openConsole }) => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  const { app, page } = await openConsole({ settings: { ws_port: port } });
  await expect(page.getByRole('alert')).toBeVisible();
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: app_ }) => {
    app_.quit();
  });
  await closed;
  blocker.close();
});

test('the question is asked in the language of the window', async ({ openConsole }) => {
  const { app, page } = await openConsole({ env });
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', SECRET);
  await page.getByRole('button', { name: /한국어/ }).click();
  await expect(page.getByRole('button', { name: /English/ })).toBeVisible();
  const asked = await answerQuestions(app, STAY);
  await closeWindow(app);
  await expect.poll(async () => (await asked())[0]?.message).toBe('Mini LiveChat을 끝낼까요?');
  expect((await asked())[0]?.detail).toContain('1대');
  await radio.close();
});

test('a signal ends the app without a question, and the radios are told', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole({ env });
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', SECRET);
  await expect(page.getByTestId('count-radios')).toHaveText('1');
  const closed = app.waitForEvent('close');
  app.process().kill('SIGTERM');
  expect(await radio.closed).toMatchObject({ code: 1001 });
  await closed;
});

test('with a tray, closing the window leaves the net on the air and says so until told not to', async ({
  openConsole,
}) => {
  test.skip(process.platform !== 'linux', 'the desktop is made up for Linux');
  const { app, page, dataDir } = await openConsole({ env: withTrayPlace() });
  const url = await gatewayUrl(page);
  const seen = await watchTray(app);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await expect
    .poll(async () => (await seen()).labels)
    .toEqual([...['On the air', '1 radio on', ''], ...['Show window', 'Copy address', '', 'Quit']]);
  expect((await seen()).tip).toBe('Mini LiveChat\nOn the air\n1 radio on');

  const asked = await answerQuestions(app, 0, true);
  await closeWindow(app);
  await expect.poll(async () => (await asked()).length).toBe(1);
  expect((await asked())[0]?.message).toBe('The net stays on the air');
  expect(await isVisible(app)).toBe(false);
  const other = await RawRadio.login(url, 'radio-2', SECRET);
  await expect.poll(async () => (await seen()).labels[1]).toBe('2 radios on');

  await chooseInTray(app, 'Copy address');
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(url);
  await chooseInTray(app, 'Show window');
  await expect.poll(() => isVisible(app)).toBe(true);
  // Told not to say it again, it does not, not even after the next start.
  await closeWindow(app);
  await expect.poll(() => isVisible(app)).toBe(false);
  expect(await asked()).toHaveLength(1);
  const kept = readFileSync(join(dataDir, 'window', 'window.json'), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ closing_told: true });

  await answerQuestions(app, QUIT);
  const closed = app.waitForEvent('close');
  await chooseInTray(app, 'Quit');
  expect(await radio.closed).toMatchObject({ code: 1001 });
  expect(await other.closed).toMatchObject({ code: 1001 });
  await closed;
});

test('a second start brings a hidden window back', async ({ openConsole }) => {
  test.skip(process.platform !== 'linux', 'the desktop is made up for Linux');
  const { app, page, dataDir } = await openConsole({ env: withTrayPlace() });
  await gatewayUrl(page);
  await answerQuestions(app, 0);
  // The tray is there once the desktop has answered.
  await expect
    .poll(async () => {
      if (await isVisible(app)) await closeWindow(app);
      return isVisible(app);
    })
    .toBe(false);
  const flags = (process.env['LIVECHAT_ELECTRON_FLAGS'] ?? '').split(' ').filter(Boolean);
  const project = resolve(import.meta.dirname, '../..');
  const second = spawn(
    process.env['LIVECHAT_ELECTRON_PATH'] ?? '',
    [...flags, project, '--data-dir', dataDir],
    { stdio: 'ignore' },
  );
  await once(second, 'exit');
  await expect.poll(() => isVisible(app)).toBe(true);
});

test('window, theme and language are as they were left', async ({ openConsole }) => {
  const first = await openConsole();
  await gatewayUrl(first.page);
  await first.page.getByRole('button', { name: /light theme/ }).click();
  await first.page.getByRole('button', { name: /한국어/ }).click();
  const place = { x: 40, y: 30, width: 1100, height: 700 };
  await first.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, place);
  const bounds = (app: ElectronApplication): Promise<object | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await expect.poll(() => bounds(first.app)).toEqual(place);
  const closed = first.app.waitForEvent('close');
  await closeWindow(first.app);
  await closed;

  const { app, page } = await openConsole({ dataDir: first.dataDir });
  await gatewayUrl(page);
  expect(await bounds(app)).toEqual(place);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});
