import type { AlarmView } from '../../contract/alarms.ts';
import type { JournalHeads } from '../../contract/events.ts';
import type { MessageEvent } from '../../contract/wire.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { randomId, type Random } from '../random.ts';
import { folderUnusable, type DataDir } from '../store/data-dir.ts';
import { isJournalError, type Database } from './database.ts';
import { earlierAlarms } from './earlier-alarms.ts';
import { Journal } from './journal.ts';
import { PastQueries } from './past-queries.ts';
import { JournalQueries } from './queries.ts';
import { beginRun } from './runs.ts';
import { openJournal, suspect } from './store.ts';
import { threadFrom } from './thread.ts';

const DAY_MS = 24 * 3600 * 1000;
const MIB = 1024 * 1024;

export type KeepingOptions = {
  readonly dataDir: DataDir;
  readonly settings: Settings;
  /** The journal's thread, `journal-worker.js` as it was built. */
  readonly journalWorker: URL;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** All that a running net has to do with its journal. */
export class Keeping {
  readonly journal: Journal;
  readonly queries: JournalQueries;
  readonly past: PastQueries;
  /** The main thread's connection: for what is rare, and for reading. */
  readonly db: Database;
  /** Of earlier runs, the oldest first. */
  readonly earlierAlarms: readonly AlarmView[];
  readonly #clock: Clock;
  #heads: JournalHeads = { event_id: 0, message_id: 0 };

  private constructor(journal: Journal, db: Database, clock: Clock, earlier: readonly AlarmView[]) {
    this.journal = journal;
    this.db = db;
    this.earlierAlarms = earlier;
    this.queries = new JournalQueries(db);
    this.past = new PastQueries(db);
    this.#clock = clock;
  }

  /**
   * Opens the journal and begins a run of the net.
   *
   * @throws StoreError `folder_unusable`
   */
  static begin(options: KeepingOptions): Keeping {
    const { dataDir, settings, clock, random, log } = options;
    const warn = (line: string): void => log.warn(line);
    const { db, path, setAside } = openJournal({ dataDir, clock, warn });
    try {
      const run = randomId(random, 'run_');
      beginRun(db, { run, pid: process.pid, settings, now: clock.now(), isAlive });
      const earlier = earlierAlarms(db);
      const journal = new Journal({
        path,
        run,
        retention: {
          keepMs: settings.journal.keep_days * DAY_MS,
          maxBytes: settings.journal.max_mb * MIB,
        },
        startThread: threadFrom(options.journalWorker),
        commitTimeoutMs: settings.journal.commit_timeout_ms,
        clock,
        log,
        setAside,
      });
      journal.changed.on(({ reason }) => {
        if (reason === 'damaged') suspect(path);
      });
      return new Keeping(journal, db, clock, earlier);
    } catch (error) {
      db.close();
      if (isJournalError(error)) throw folderUnusable(path, String(error));
      throw error;
    }
  }

  /** How far the journal reaches; as far as was known where it cannot be read. */
  heads(): JournalHeads {
    try {
      this.#heads = this.queries.heads();
    } catch (error) {
      if (!isJournalError(error)) throw error;
    }
    return this.#heads;
  }

  /** Tells that more is on disk than before. */
  get grown(): Journal['grown'] {
    return this.journal.grown;
  }

  /** Takes a message in. */
  keep(message: MessageEvent): void {
    this.journal.record({ is: 'message', message });
  }

  /** Waits until all that was taken in by now is on disk, as long as that is of use. */
  settled(): Promise<boolean> {
    return this.journal.settled();
  }

  /** Ends the run and closes the database. */
  async stop(): Promise<void> {
    this.journal.record({ is: 'run_ended', at: this.#clock.now() });
    await this.journal.stop();
    this.db.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
