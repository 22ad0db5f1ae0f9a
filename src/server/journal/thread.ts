import { Worker } from 'node:worker_threads';
import type { Command, Report, ThreadOptions } from './thread-messages.ts';

/** A thread that writes the journal. */
export type JournalThread = {
  post(command: Command): void;
  /** Ends it, whatever it is at. */
  terminate(): void;
};

/** Who listens to a thread. */
export type ThreadListener = {
  readonly onReport: (report: Report) => void;
  /** It has ended, asked to or not. */
  readonly onExit: (reason: string) => void;
};

/** Starts a thread. */
export type StartThread = (options: ThreadOptions, listener: ThreadListener) => JournalThread;

/**
 * Starts the journal's thread from its built entry, `journal-worker.js`.
 *
 * @returns a function, as it is started again should it ever end
 */
export const threadFrom =
  (workerUrl: URL): StartThread =>
  (workerData, { onReport, onExit }) => {
    const worker = new Worker(workerUrl, { name: 'journal', workerData, execArgv: [] });
    let reason = 'the journal thread ended';
    worker.on('message', onReport);
    worker.on('error', (error) => {
      reason = String(error);
    });
    worker.once('exit', () => onExit(reason));
    return {
      post: (command) => worker.postMessage(command),
      terminate: () => void worker.terminate(),
    };
  };
