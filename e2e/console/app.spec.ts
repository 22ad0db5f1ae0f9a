import { expect } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { RawRadio } from '../net/raw-radio.ts';
import { test } from './open-console.ts';

async function blocker(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as { port: number }).port };
}

test('a port in use is explained, and a retry works once it is free', async ({ openConsole }) => {
  const { server, port } = await blocker();
  const { page } = await openConsole({ settings: { ws_port: port } });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The net is not on the air');
  await expect(alert).toContainText(`TCP port ${port}`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toContainText('it failed again');
  server.close();
  await once(server, 'close');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('gateway-address')).toHaveText(`ws://127.0.0.1:${port}/ws`);
});

test('a port in use can be changed for another', async ({ openConsole }) => {
  const { server, port } = await blocker();
  const { page } = await openConsole({ settings: { ws_port: port } });
  await page.getByLabel('Gateway port (TCP)').fill('0');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('gateway-address')).toHaveText(/^ws:\/\/127\.0\.0\.1:\d+\/ws$/);
  server.close();
});

test('closing the window tells the radios and ends the app', async ({ openConsole }) => {
  const secret = 'a secret for tests alone';
  const { app, page } = await openConsole({ env: { LIVECHAT_SECRET: secret } });
  const url = await page.getByTestId('gateway-address').innerText();
  const radio = await RawRadio.login(url, 'radio-1', secret);
  const closed = app.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await radio.closed).toMatchObject({ code: 1001 });
  await closed;
});

test('a second start on the same data folder ends, and leaves the first alone', async ({
  openConsole,
}) => {
  const { page, dataDir } = await openConsole();
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  const flags = (process.env['LIVECHAT_ELECTRON_FLAGS'] ?? '').split(' ').filter(Boolean);
  const project = resolve(import.meta.dirname, '../..');
  const second = spawn(
    process.env['LIVECHAT_ELECTRON_PATH'] ?? '',
    [...flags, project, '--data-dir', dataDir],
    { stdio: 'ignore' },
  );
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expect(page.getByRole('status', { name: 'State of the net' })).toHaveText('On the air');
});

test('the page is locked in: no Node, no foreign code, no other pages', async ({ openConsole }) => {
  const { app, page } = await openConsole();
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  const inside = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    api: Object.keys((globalThis as unknown as { livechat: object }).livechat).sort(),
    opened: window.open('https://example.invalid/') === null,
  }));
  expect(inside).toEqual({
    node: [],
    api: ['about', 'command', 'copy', 'onDelta', 'onReset', 'retry', 'snapshot'],
    opened: true,
  });
  const script = await page.evaluate(async () => {
    const refused = new Promise<string>((resolve_) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        resolve_(event.effectiveDirective);
      });
    });
    const element = document.createElement('script');
    element.textContent = 'globalThis.foreign = true';
    document.body.append(element);
    return refused;
  });
  expect(script).toMatch(/^script-src/);
  await page.evaluate(() => {
    location.href = 'https://example.invalid/';
  });
  expect(page.url()).toMatch(/^console:\/\/app\//);
  const preferences = await app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const { sandbox, contextIsolation, nodeIntegration } = (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});

test('a call with bad arguments is answered with what is wrong', async ({ openConsole }) => {
  const { page } = await openConsole();
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  const answers = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as {
      livechat: Record<'command' | 'retry' | 'copy', (...args: unknown[]) => Promise<unknown>>;
    };
    return [
      await livechat.command('radio.kick', { user_id: 5 }),
      await livechat.command('no.such', {}),
      await livechat.command('constructor', {}),
      await livechat.retry({ ws_port: 'eighty' }),
      await livechat.copy(7),
    ];
  });
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  }
});
