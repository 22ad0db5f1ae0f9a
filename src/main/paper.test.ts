import type { BrowserWindow } from 'electron';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';

const showSaveDialog = vi.fn();
// Electron itself is only there inside Electron.
vi.mock('electron', () => ({ dialog: { showSaveDialog } }));
const { printPage, savePdf } = await import('./paper.ts');

type Printed = (success: boolean, reason: string) => void;
const print = vi.fn<(options: unknown, done: Printed) => void>();
const printToPDF = vi.fn();
let behind: string;
const window = {
  webContents: { print, printToPDF },
  isDestroyed: () => false,
  getBackgroundColor: () => behind,
  setBackgroundColor: (colour: string) => (behind = colour),
} as unknown as BrowserWindow;

beforeEach(() => {
  behind = '#0A0E13';
  for (const spy of [showSaveDialog, print, printToPDF]) spy.mockReset();
});

it.each([
  [true, '', { ok: true, value: { printed: true } }],
  [false, 'Print job canceled', { ok: true, value: { printed: false } }],
  [false, 'cancelled', { ok: true, value: { printed: false } }],
])('what the system says of printing, %s %j, is told', async (success, reason, told) => {
  print.mockImplementation((_, done) => {
    expect(behind).toBe('#ffffff');
    done(success, reason);
  });
  expect(await printPage(window)).toEqual(told);
  expect(behind).toBe('#0A0E13');
  expect(print.mock.calls[0]?.[0]).toMatchObject({ silent: false });
});

it('a system that has no printer is no bug, and what it says is told', async () => {
  print.mockImplementation((_, done) => done(false, 'no valid printers available'));
  expect(await printPage(window)).toMatchObject({
    ok: false,
    error: { code: 'not_printed', params: { cause: 'no valid printers available' } },
  });
  printToPDF.mockImplementation(() => {
    expect(behind).toBe('#ffffff');
    return Promise.reject(new Error('no memory'));
  });
  expect(await savePdf(window, { name: 'cards.pdf' })).toMatchObject({
    error: { code: 'not_printed', params: { cause: 'no memory' } },
  });
  expect(showSaveDialog).not.toHaveBeenCalled();
  expect(behind).toBe('#0A0E13');
});

it('a PDF is written where the user said, or nowhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'livechat-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'mine.pdf');
  printToPDF.mockResolvedValue(Buffer.from('%PDF-'));
  showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: path });
  expect(await savePdf(window, { name: 'cards.pdf' })).toEqual({ ok: true, value: { path } });
  expect(readFileSync(path, 'utf8')).toBe('%PDF-');
  expect(showSaveDialog.mock.calls[0]?.[1]).toMatchObject({ defaultPath: 'cards.pdf' });
  showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
  expect(await savePdf(window, { name: 'cards.pdf' })).toEqual({ ok: true, value: { path: null } });
});
