import type { BrowserWindow } from 'electron';
import type { PdfInput } from '../contract/console.ts';
import type { Result } from '../contract/operator.ts';
import { fail } from '../server/operator/results.ts';
import { saveAs, type Saved } from './save-file.ts';

/** What Electron's `print` says where it was the user who did not want to; spelt either way. */
const CANCELLED = /cancell?ed/i;

/** The colour of paper, which is what the page's margins are to have. */
const PAPER = '#ffffff';

/** Prints the page as its style sheet for paper has it, by the system's dialog. */
export function printPage(window: BrowserWindow): Promise<Result<{ readonly printed: boolean }>> {
  return onPaper(
    window,
    () =>
      new Promise((resolve) => {
        window.webContents.print({ silent: false, printBackground: true }, (printed, reason) => {
          if (printed || CANCELLED.test(reason)) resolve({ ok: true, value: { printed } });
          else resolve(notPrinted(reason));
        });
      }),
  );
}

/** Saves what would be printed as a PDF, where the user says. */
export async function savePdf(window: BrowserWindow, { name }: PdfInput): Promise<Saved> {
  let content: Uint8Array;
  try {
    content = await onPaper(window, () =>
      window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
    );
  } catch (error) {
    return notPrinted(error instanceof Error ? error.message : String(error));
  }
  return saveAs(window, { name, content }, 'PDF');
}

/**
 * Has paper behind the page for as long as it is printed: its margins are painted in the colour
 * that the window has behind its page, which no style sheet reaches.
 */
async function onPaper<T>(window: BrowserWindow, act: () => Promise<T>): Promise<T> {
  const before = window.getBackgroundColor();
  window.setBackgroundColor(PAPER);
  try {
    return await act();
  } finally {
    // The system's dialog may outlive the window.
    if (!window.isDestroyed()) window.setBackgroundColor(before);
  }
}

function notPrinted(cause: string) {
  return fail('not_printed', `page: the system did not print it: ${cause}`, { cause });
}
