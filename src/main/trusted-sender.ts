import type { WebContents, WebFrameMain } from 'electron';
import { isConsoleUrl } from './console-scheme.ts';

/** Who sent an IPC message; part of every event that `ipcMain` hands over. */
export type Sender = {
  readonly sender: WebContents;
  /** Null once the frame has gone elsewhere or is closed. */
  readonly senderFrame: WebFrameMain | null;
};

/**
 * Whether a message comes from the console's own page, in the main frame of the console's own window.
 * The address alone proves nothing: another window, or a frame inside a page, may have it too.
 *
 * @param console_ the web contents of the console's window
 */
export function isFromConsole({ sender, senderFrame }: Sender, console_: WebContents): boolean {
  return (
    sender === console_ &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isConsoleUrl(senderFrame.url)
  );
}
