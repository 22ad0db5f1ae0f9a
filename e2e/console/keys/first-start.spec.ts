import { expect } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gatewayUrl } from '../in-window.ts';
import { BOTH, pressOn, test } from './by-keys.ts';

/** Runs a command as it was copied, in the folder of the sources. @returns ends it */
function inTerminal(command: string): () => void {
  const cwd = resolve(import.meta.dirname, '../../..');
  const { pid = 0 } = spawn(command, { shell: true, cwd, stdio: 'ignore', detached: true });
  return () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has said what it had to say, and ended by itself.
    }
  };
}

for (const language of BOTH) {
  test(`from the first start to the first radio heard: ${language}`, async ({ openByKeys }) => {
    // A folder that nobody has used. Another net of this machine may have the default ports.
    const dataDir = mkdtempSync(join(tmpdir(), 'livechat-first-'));
    const began = Date.now();
    const { app, page, t } = await openByKeys(language, { dataDir });
    const free = page.getByRole('button', { name: t('start.free_ports') });
    const head = page.getByRole('heading', { level: 1, name: t('views.check') });
    await expect(free.or(head)).toBeVisible();
    if (await free.isVisible()) await pressOn(free);
    await expect(head).toBeVisible();
    const name = t('check.steps.channel_first');
    await pressOn(page.getByRole('button', { name: t('check.steps.channel_create') }));
    await expect(
      page.getByText(t('check.steps.channel_done', { count: 1, names: name })),
    ).toBeVisible();
    await pressOn(page.getByRole('button', { name: t('check.steps.token_mint') }));
    const minting = page.getByRole('dialog', { name: t('tokens.minting.title') });
    await expect(minting.getByLabel(t('tokens.minting.user'), { exact: true })).toBeFocused();
    await page.keyboard.type('radio-1');
    await page.keyboard.press('Enter');
    const minted = page.getByRole('dialog', {
      name: t('tokens.minted.title', { user: 'radio-1' }),
    });
    // No radio at hand: the window has a command that starts one, for a terminal.
    await pressOn(minted.getByRole('button', { name: t('net.first_steps.copy_command') }));
    const clipboard = (): Promise<string> =>
      app.evaluate((electron) => electron.clipboard.readText());
    await expect.poll(clipboard).toContain('radio-1');
    const command = await clipboard();
    await page.keyboard.press('Escape');
    await expect(minted).toHaveCount(0);
    const leave = inTerminal(command);
    const heard = { user: 'radio-1', channel: name };
    await expect(page.getByText(t('check.voice.heard', heard))).toBeVisible({ timeout: 30_000 });
    test.info().annotations.push({ type: 'took', description: `${Date.now() - began} ms` });
    leave();
    await pressOn(page.getByRole('button', { name: t('check.voice.to_net') }));
    await expect(page.getByRole('heading', { level: 1, name: t('views.net') })).toBeVisible();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test(`a port in use is left for a free one: ${language}`, async ({ openByKeys }) => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { page, t } = await openByKeys(language, { settings: { ws_port: port } });
    await expect(page.getByRole('alert')).toContainText(t('start.title'));
    await expect(page.getByRole('alert')).toContainText(String(port));
    await pressOn(page.getByRole('button', { name: t('start.retry') }));
    await expect(page.getByRole('alert')).toContainText(String(port));
    await pressOn(page.getByRole('button', { name: t('start.free_ports') }));
    expect(await gatewayUrl(page)).not.toContain(`:${port}/`);
    blocker.close();
  });
}
