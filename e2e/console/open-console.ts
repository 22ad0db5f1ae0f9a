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
  /** What the app has written to standard error so far. */
  readonly log: () => string;
};

export type ConsoleOptions = {
  readonly settings?: SettingsInput;
  readonly env?: Readonly<Record<string, string>>;
  /** Files that are in the data folder from the start, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** The data folder of an app that was opened before and is closed. */
  readonly dataDir?: string;
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

/** The buttons of the question whether to quit, in their order. */
export const STAY = 0;
export const QUIT = 1;

/** What the app asked: the options of each message box. */
export type Question = { readonly message: string; readonly detail?: string } & Readonly<
  Record<string, unknown>
>;

/**
 * Answers the system's message boxes from now on, in the place of a user. They are no part of any
 * page, so this is as far as a test can see.
 *
 * @returns gives what has been asked since
 */
export async function answerQuestions(
  app: ElectronApplication,
  response: number,
  checkboxChecked = false,
): Promise<() => Promise<Question[]>> {
  await app.evaluate(
    ({ dialog }, answer) => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = (...args: unknown[]) => {
        asked.push(args.at(-1));
        return Promise.resolve(answer);
      };
    },
    { response, checkboxChecked },
  );
  return () => app.evaluate(() => (globalThis as unknown as { asked: Question[] }).asked);
}

/** Opens consoles, and closes them with their folders when the test ends. */
export const test = base.extend<{
  readonly openConsole: (options?: ConsoleOptions) => Promise<OpenConsole>;
}>({
  // Playwright reads from this pattern which other fixtures a fixture needs: none.
  openConsole: async ({}, use) => {
    const opened: OpenConsole[] = [];
    await use(async ({ settings, env, files = {}, dataDir: before } = {}) => {
      const dataDir = before ?? mkdtempSync(join(tmpdir(), 'livechat-console-'));
      const input = { host: '127.0.0.1', ws_port: 0, wss_port: 0, udp_port: 0, ...settings };
      if (before === undefined) {
        writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(input));
      }
      for (const [name, text] of Object.entries(files)) writeFileSync(join(dataDir, name), text);
      const { executablePath, flags } = electron();
      const app = await _electron.launch({
        executablePath,
        args: [...flags, project, '--data-dir', dataDir],
        // Playwright would give it up everywhere; the flags say where it has to be.
        chromiumSandbox: !flags.includes('--no-sandbox'),
        env: appEnv(env),
      });
      let written = '';
      app.process().stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
      const page = await app.firstWindow();
      const console_ = { app, page, dataDir, log: () => written };
      opened.push(console_);
      return console_;
    });
    for (const { app, dataDir, log } of opened) {
      const { status, expectedStatus } = base.info();
      // What a window that shows nothing was waiting for.
      if (status !== expectedStatus) await base.info().attach('app.log', { body: log() || '–' });
      // Radios that a test leaves behind would make it ask, and it may be closed already.
      await answerQuestions(app, QUIT).catch(() => undefined);
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
});
