import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { operatorInput } from '../../src/contract/operator.ts';
import { Ipc } from '../../src/contract/ipc.ts';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { test, type OpenConsole } from './open-console.ts';

const RAW_IPC = resolve(import.meta.dirname, 'fixtures/raw-ipc.cjs');
const CHANNELS = Object.values(Ipc);
const COMMANDS = Object.keys(operatorInput);
const ALPHA = { channel_id: 'alpha', channel_name: 'Alpha' };

type Attempt = { readonly answer?: unknown; readonly thrown?: string };
type RawIpc = {
  invoke(channel: string, kind: string): Promise<Attempt>;
  kinds(): string[];
  invokeWith(channel: string, args: readonly unknown[]): Promise<Attempt>;
};

/** Everything that a call could change. */
async function everything({ app, page, dataDir }: OpenConsole): Promise<unknown> {
  const { channels, radios, tokens, net } = await page.evaluate(async () =>
    (globalThis as unknown as { livechat: ConsoleApi }).livechat.snapshot(),
  );
  return {
    ...{ channels, radios, tokens, net },
    copied: await app.evaluate(({ clipboard }) => clipboard.readText()),
    settings: readFileSync(join(dataDir, 'settings.json'), 'utf8'),
    memory: readFileSync(join(dataDir, 'window', 'window.json'), 'utf8'),
  };
}

async function ready(page: Page): Promise<void> {
  await expect(page.getByTestId('gateway-address')).toBeVisible();
}

/** How many lines of the log say that a call was refused. */
function refusals(log: string, channel: string): number {
  return log
    .split('\n')
    .filter((line) => line.includes('"msg":"refused a call') && line.includes(`"${channel}"`))
    .length;
}

/** Every odd call on every channel; what came of each. */
async function tryEverything(page: Page): Promise<[name: string, attempt: Attempt][]> {
  return page.evaluate(
    async ([channels, commands]) => {
      const { rawIpc } = globalThis as unknown as { rawIpc: RawIpc };
      const outcomes: [string, Attempt][] = [];
      for (const channel of channels) {
        for (const kind of rawIpc.kinds()) {
          outcomes.push([`${channel}: ${kind}`, await rawIpc.invoke(channel, kind)]);
        }
      }
      const hostile = [
        undefined,
        null,
        7,
        'x',
        [],
        { user_id: 7 },
        { extra: 1 },
        'y'.repeat(100_000),
      ];
      for (const command of commands) {
        for (const input of hostile) {
          const attempt = await rawIpc.invokeWith('console:command', [command, input]);
          outcomes.push([`${command}: ${JSON.stringify(input ?? null).slice(0, 20)}`, attempt]);
        }
      }
      return outcomes;
    },
    [CHANNELS, COMMANDS] as const,
  );
}

test('malformed arguments on every IPC channel are refused and logged, and change nothing', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ settings: { channels: [ALPHA] } });
  const { app, page, log } = console_;
  await ready(page);
  // The real page in its real frame, with a second preload that lets it say anything.
  await app.evaluate(({ session }, file) => {
    const target = session.defaultSession as unknown as {
      registerPreloadScript?(script: object): void;
      setPreloads?(files: string[]): void;
    };
    if (target.registerPreloadScript) {
      target.registerPreloadScript({ type: 'frame', filePath: file });
    } else target.setPreloads?.([file]);
  }, RAW_IPC);
  await page.reload();
  await ready(page);
  const before = await everything(console_);
  const outcomes = await tryEverything(page);
  expect(outcomes.length).toBeGreaterThan(150);
  for (const [name, attempt] of outcomes) {
    expect(attempt, name).toMatchObject({ answer: { ok: false, error: { code: 'bad_input' } } });
  }
  expect(await everything(console_)).toEqual(before);
  const perChannel = outcomes.length - COMMANDS.length * 8;
  for (const channel of CHANNELS) {
    const least = perChannel / CHANNELS.length;
    await expect.poll(() => refusals(log(), channel), channel).toBeGreaterThanOrEqual(least);
  }
});

/** Another window of the same app, at an address, with Electron's IPC in its hands. */
async function foreignWindow(app: ElectronApplication, url: string): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, [address, preload]) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: false, nodeIntegrationInSubFrames: true },
      });
      void window.loadURL(address);
    },
    [url, RAW_IPC] as const,
  );
  return opened;
}

for (const url of ['console://app/index.html', 'about:blank', 'data:text/html,foreign']) {
  test(`a foreign window at ${url} is refused on every IPC channel`, async ({ openConsole }) => {
    const console_ = await openConsole({ settings: { channels: [ALPHA] } });
    const { app, page, log } = console_;
    await ready(page);
    const before = await everything(console_);
    const foreign = await foreignWindow(app, url);
    await foreign.waitForFunction(() => 'rawIpc' in globalThis);
    const valid: Readonly<Record<string, readonly unknown[]>> = {
      [Ipc.COMMAND]: ['channel.delete', { channel_id: 'alpha' }],
      [Ipc.RETRY]: [{ ws_port: 0 }],
      [Ipc.COPY]: [{ text: 'stolen' }],
      [Ipc.LANGUAGE]: ['ko'],
      [Ipc.SAVE]: [{ name: 'stolen.csv', text: '' }],
      [Ipc.SAVE_PDF]: [{ name: 'stolen.pdf' }],
    };
    for (const channel of CHANNELS) {
      const attempt = await foreign.evaluate(
        ([name, args]) =>
          (globalThis as unknown as { rawIpc: RawIpc }).rawIpc.invokeWith(name, args),
        [channel, valid[channel] ?? []] as const,
      );
      expect(attempt.thrown, channel).toContain('refused');
      expect(attempt).not.toHaveProperty('answer');
      await expect.poll(() => refusals(log(), channel), channel).toBeGreaterThan(0);
    }
    expect(await everything(console_)).toEqual(before);
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.isVisible()) window.destroy();
      }
    });
  });
}
