import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SettingsInput } from '../../src/contract/settings.ts';

const project = resolve(import.meta.dirname, '../..');

/** The app with its window open on a net of its own. */
export type OpenConsole = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
};

export type ConsoleOptions = {
  readonly settings?: SettingsInput;
  readonly env?: Readonly<Record<string, string>>;
  /** Files that are in the data folder from the start, by name. */
  readonly files?: Readonly<Record<string, string>>;
};

function electron(): { readonly executablePath: string; readonly flags: readonly string[] } {
  const executablePath = process.env['LIVECHAT_ELECTRON_PATH'];
  if (executablePath === undefined) {
    throw new Error('LIVECHAT_ELECTRON_PATH is not set; run these tests by npm run test:e2e');
  }
  const flags = (process.env['LIVECHAT_ELECTRON_FLAGS'] ?? '').split(' ').filter(Boolean);
  return { executablePath, flags };
}

/** The environment of the app: this one's, without what would make Electron something else. */
function appEnv(extra: ConsoleOptions['env']): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: _options, ...env } = process.env;
  const defined = Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return { ...Object.fromEntries(defined), LIVECHAT_LOG: 'warn', ...extra } as Record<
    string,
    string
  >;
}

/** Opens consoles, and closes them with their folders when the test ends. */
export const test = base.extend<{
  readonly openConsole: (options?: ConsoleOptions) => Promise<OpenConsole>;
}>({
  // Playwright reads from this pattern which other fixtures a fixture needs: none.
  openConsole: async ({}, use) => {
    const opened: OpenConsole[] = [];
    await use(async ({ settings, env, files = {} } = {}) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'livechat-console-'));
      const input = { host: '127.0.0.1', ws_port: 0, wss_port: 0, udp_port: 0, ...settings };
      writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(input));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(dataDir, name), text);
      const { executablePath, flags } = electron();
      const app = await _electron.launch({
        executablePath,
        args: [...flags, project, '--data-dir', dataDir],
        env: appEnv(env),
      });
      const page = await app.firstWindow();
      const console_ = { app, page, dataDir };
      opened.push(console_);
      return console_;
    });
    for (const { app, dataDir } of opened) {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
});
