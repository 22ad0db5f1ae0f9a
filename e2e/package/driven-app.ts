import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync, chownSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SettingsInput } from '../../src/contract/settings.ts';
import { runAs, type OrdinaryUser, type UserProgram } from './ordinary-user.ts';

/** The installed app with its window, driven through Chromium's own door. */
export type DrivenApp = {
  readonly program: UserProgram;
  readonly browser: Browser;
  readonly page: Page;
};

/**
 * Starts the app as its user would. Its fuses leave Node's debugger shut, which Playwright opens
 * Electron with elsewhere; Chromium's stays for whoever may start programs as that user.
 *
 * @param executable of the installed app
 * @param heard is told what the app has said so far, whenever it says more
 */
export async function driveApp(
  user: OrdinaryUser,
  executable: string,
  heard?: (said: string) => void,
): Promise<DrivenApp> {
  const port = await freeTcpPort();
  const program = runAs(
    user,
    executable,
    ['--disable-gpu', `--remote-debugging-port=${port}`],
    heard,
  );
  await expect.poll(program.said).toContain('DevTools listening');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (!context) throw new Error('the app has no window');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  return { program, browser, page };
}

/** The folder where the app keeps what the user's net needs, with settings in it. */
export function giveSettings({ home, uid, gid }: OrdinaryUser, more: SettingsInput): string {
  const folder = ['.config', 'Mini LiveChat', 'net'].reduce((path, name) => {
    const next = join(path, name);
    mkdirSync(next, { recursive: true });
    chownSync(next, uid, gid);
    return next;
  }, home);
  const settings = { host: '127.0.0.1', ws_port: 0, wss_port: 0, udp_port: 0, ...more };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  return folder;
}

/** A TCP port that was free a moment ago. */
export async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
