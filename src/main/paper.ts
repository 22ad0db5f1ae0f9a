import type { BrowserWindow } from 'electron';
import type { PdfInput } from '../contract/console.ts';
import type { Result } from '../contract/operator.ts';
import { fail } from '../server/operator/results.ts';
import { saveAs, type Saved } from './save-file.ts';

/** What Electron's `print` says where it was the user who did not want to; spelt either way. */
const CANCELLED = /cancell?ed/i;

/** Prints the page as its style sheet for paper has it, by the system's dialog. */
export function printPage(window: BrowserWindow): Promise<Result<{ readonly printed: boolean }>> {
  return new Promise((resolve) => {
    window.webContents.print({ silent: false, printBackground: true }, (printed, reason) => {
      if (printed || CANCELLED.test(reason)) resolve({ ok: true, value: { printed } });
      else resolve(notPrinted(reason));
    });
  });
}

/** Saves what would be printed as a PDF, where the user says. */
export async function savePdf(window: BrowserWindow, { name }: PdfInput): Promise<Saved> {
  let content: Uint8Array;
  try {
    content = await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
    });
  } catch (error) {
    return notPrinted(error instanceof Error ? error.message : String(error));
  }
  return saveAs(window, { name, content }, 'PDF');
}

function notPrinted(cause: string) {
  return fail('not_printed', `page: the system did not print it: ${cause}`, { cause });
}
