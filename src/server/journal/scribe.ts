import { journalFault, openDatabase, type Database } from './database.ts';
import { prune } from './retention.ts';
import type { Command, Report, ThreadOptions } from './thread-messages.ts';
import { Writer } from './writer.ts';

/** What the journal's thread does, whatever the thread. */
export class Scribe {
  readonly #options: ThreadOptions;
  readonly #report: (report: Report) => void;
  readonly #later: (call: () => void) => void;
  #db: Database | undefined;
  #pruning: Generator<undefined, unknown> | undefined;

  /** @param later calls once other commands have had their turn */
  constructor(
    options: ThreadOptions,
    report: (report: Report) => void,
    later: (call: () => void) => void,
  ) {
    this.#options = options;
    this.#report = report;
    this.#later = later;
  }

  obey(command: Command): void {
    switch (command.do) {
      case 'write':
        this.#write(command);
        break;
      case 'prune':
        this.#prune(command.now);
        break;
      case 'stop':
        this.#close();
        break;
    }
  }

  #write({ batch, records }: Extract<Command, { do: 'write' }>): void {
    try {
      const { skipped, fault } = new Writer(this.#open(), this.#options.run).write(batch, records);
      this.#report({ is: 'committed', batch, skipped, fault });
    } catch (error) {
      // A connection that has seen a fault of the disk is not trusted with the next attempt.
      this.#close();
      const message = error instanceof Error ? error.message : String(error);
      this.#report({ is: 'failed', batch, reason: journalFault(error), message });
    }
  }

  #prune(now: number): void {
    if (this.#pruning) return;
    try {
      this.#pruning = prune(this.#open(), this.#options.retention, now);
      this.#pruneOn();
    } catch (error) {
      this.#pruneFailed(error);
    }
  }

  #pruneOn(): void {
    const pruning = this.#pruning;
    if (!pruning) return;
    try {
      if (pruning.next().done) this.#pruning = undefined;
      else this.#later(() => this.#pruneOn());
    } catch (error) {
      this.#pruneFailed(error);
    }
  }

  #pruneFailed(error: unknown): void {
    this.#pruning = undefined;
    this.#report({ is: 'prune_failed', message: String(error) });
  }

  #open(): Database {
    this.#db ??= openDatabase(this.#options.path);
    return this.#db;
  }

  #close(): void {
    this.#pruning = undefined;
    const db = this.#db;
    this.#db = undefined;
    try {
      db?.close();
    } catch {
      // What could not be put in order is put in order when it is opened again.
    }
  }
}
