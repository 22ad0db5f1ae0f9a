import { onTestFinished } from 'vitest';
import { eventDetail, type NetEvent } from '../../../contract/events.ts';
import { ManualClock } from '../../manual-clock.ts';
import { prepareDataDir, type DataDir } from '../../store/data-dir.ts';
import { tempDir } from '../../store/testing/temp-dir.ts';
import type { Database } from '../database.ts';
import { openJournal, type JournalStore } from '../store.ts';

/** A data folder with a clock, and what was complained of. */
export type JournalBench = {
  readonly dataDir: DataDir;
  readonly clock: ManualClock;
  readonly warnings: string[];
  /** Opens the journal as one more process would; it is closed when the test ends. */
  open(): JournalStore;
};

export function journalBench(): JournalBench {
  const dataDir = prepareDataDir(tempDir());
  const clock = new ManualClock();
  const warnings: string[] = [];
  return {
    dataDir,
    clock,
    warnings,
    open: () => {
      const warn = (line: string): void => void warnings.push(line);
      const store = openJournal({ dataDir, clock, warn });
      onTestFinished(() => {
        if (store.db.isOpen) store.db.close();
      });
      return store;
    },
  };
}

/** An event that is easily told from others. */
export function kick(user: string): NetEvent {
  return { kind: 'radio.kicked', by: 'operator', user, detail: {} };
}

/** What happened, by kind, the oldest first; each checked against the contract. */
export function kinds(db: Database): string[] {
  const rows = db.prepare('SELECT kind, detail FROM events ORDER BY id').all();
  return (rows as { kind: keyof typeof eventDetail; detail: string }[]).map(({ kind, detail }) => {
    eventDetail[kind].parse(JSON.parse(detail));
    return kind;
  });
}
