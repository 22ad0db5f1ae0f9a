import { expect } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

test('a port in use is blamed on its program, and a free one is found and kept', async ({
  openConsole,
}) => {
  const { server, port } = await blocker();
  const { page, dataDir } = await openConsole({ settings: { ws_port: port } });
  if (process.platform === 'linux') {
    await expect(page.getByRole('alert')).toContainText(`(process ${process.pid})`);
  }
  await page.getByRole('button', { name: 'Use free ports' }).click();
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  const url = await page.getByTestId('gateway-address').innerText();
  const kept = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')) as {
    readonly ws_port: number;
  };
  expect(kept.ws_port).not.toBe(port);
  expect(url).toBe(`ws://127.0.0.1:${kept.ws_port}/ws`);
  server.close();
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
