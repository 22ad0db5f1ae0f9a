import type { WebContents, WebFrameMain } from 'electron';
import { expect, it, vi } from 'vitest';

// Electron itself is only there inside Electron; what is tested needs nothing of it.
vi.mock('electron', () => ({ protocol: {} }));
const { isFromConsole } = await import('./trusted-sender.ts');

const PAGE = 'console://app/index.html';

function frameAt(url: string): WebFrameMain {
  return { url } as unknown as WebFrameMain;
}

function contentsAt(url: string): WebContents {
  return { mainFrame: frameAt(url) } as unknown as WebContents;
}

it('trusts the main frame of the console’s own window', () => {
  const own = contentsAt(PAGE);
  expect(isFromConsole({ sender: own, senderFrame: own.mainFrame }, own)).toBe(true);
});

it('refuses a frame inside the console’s page, even one with the console’s address', () => {
  const own = contentsAt(PAGE);
  expect(isFromConsole({ sender: own, senderFrame: frameAt(PAGE) }, own)).toBe(false);
});

it('refuses another window with the console’s address', () => {
  const other = contentsAt(PAGE);
  const from = { sender: other, senderFrame: other.mainFrame };
  expect(isFromConsole(from, contentsAt(PAGE))).toBe(false);
});

it('refuses a frame that is gone', () => {
  const own = contentsAt(PAGE);
  expect(isFromConsole({ sender: own, senderFrame: null }, own)).toBe(false);
});

it.each([
  'https://app/',
  'console://other/index.html',
  'console://app.example/index.html',
  'file:///index.html',
  'about:blank',
  'data:text/html,x',
  '',
])('refuses the own window once it shows %j', (url) => {
  const own = contentsAt(url);
  expect(isFromConsole({ sender: own, senderFrame: own.mainFrame }, own)).toBe(false);
});
