import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ipcArguments } from '../contract/console.ts';
import { Ipc, type IpcChannel } from '../contract/ipc.ts';
import { silentLog } from '../server/log.ts';
import type { IpcOptions } from './ipc.ts';
import { isPlainData } from './plain-data.ts';

type Handler = (event: unknown, ...args: unknown[]) => Promise<unknown>;

const handlers = new Map<string, Handler>();
const writeText = vi.fn();
const showSaveDialog = vi.fn();
const print = vi.fn();
const printToPDF = vi.fn();
// Electron itself is only there inside Electron.
vi.mock('electron', () => ({
  protocol: {},
  clipboard: { writeText },
  dialog: { showSaveDialog },
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
}));
const { answerConsole } = await import('./ipc.ts');

const CHANNELS: readonly IpcChannel[] = Object.values(Ipc);
const webContents = { mainFrame: { url: 'console://app/index.html' }, print, printToPDF };
const own = { sender: webContents, senderFrame: webContents.mainFrame };
const ok = { ok: true, value: null };
const host = {
  snapshot: vi.fn(() => ok),
  command: vi.fn(() => ok),
  start: vi.fn(() => ok),
  freePorts: vi.fn(() => ok),
};
const speak = vi.fn();
const warn = vi.fn();

/** Everything that a call could reach. */
const reached = [writeText, showSaveDialog, print, printToPDF, speak, ...Object.values(host)];

beforeEach(() => {
  handlers.clear();
  for (const spy of [warn, ...reached]) spy.mockClear();
  const log = { ...silentLog, warn };
  answerConsole({ window: { webContents }, host, speak, log } as unknown as IpcOptions);
});

function call(channel: IpcChannel, event: unknown, args: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`${channel} is not answered`);
  return handler(event, ...args);
}

/** Whatever may come over IPC, and then some: structured clone knows cycles, maps and bytes. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.constantFrom<unknown>(
    cyclic(),
    new Map(),
    new Date(0),
    new Uint8Array(9),
    '__proto__',
    'constructor',
    'x'.repeat(1_000_000),
  ),
  fc.constant(JSON.parse('{"__proto__":{"ws_port":1},"constructor":{}}') as unknown),
);

function cyclic(): unknown {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  return loop;
}

it('answers the channels of the table, and no other', () => {
  expect([...handlers.keys()].sort()).toEqual([...CHANNELS].sort());
});

describe.each(CHANNELS)('%s', (channel) => {
  it('refuses arguments that its schema does not allow, and reaches nothing', async () => {
    const check = async (args: readonly unknown[]): Promise<void> => {
      fc.pre(!isPlainData(args) || !ipcArguments[channel].safeParse(args).success);
      warn.mockClear();
      expect(await call(channel, own, args)).toMatchObject({
        ok: false,
        error: { code: 'bad_input' },
      });
      expect(warn).toHaveBeenCalledTimes(1);
      for (const spy of reached) expect(spy).not.toHaveBeenCalled();
    };
    const property = fc.asyncProperty(fc.array(anything, { maxLength: 4 }), check);
    await fc.assert(property, { numRuns: 300 });
  });

  it('refuses a foreign frame, whatever it asks', async () => {
    const foreign = { sender: webContents, senderFrame: { ...webContents.mainFrame } };
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 3 }), async (args) => {
        warn.mockClear();
        await expect(call(channel, foreign, args)).rejects.toThrow('refused');
        expect(warn).toHaveBeenCalledTimes(1);
        for (const spy of reached) expect(spy).not.toHaveBeenCalled();
      }),
      { numRuns: 50 },
    );
  });
});
