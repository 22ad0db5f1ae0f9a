import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JournalFault } from '../../contract/events.ts';
import type { Clock } from '../clock.ts';
import { OWNER_ONLY } from '../store/atomic-file.ts';
import { folderUnusable, type DataDir } from '../store/data-dir.ts';
import { StoreError } from '../store/store-error.ts';
import { systemFault } from '../store/system-error.ts';
import { appendEvents, chainOf } from './chain.ts';
import {
  isSqliteError,
  journalFault,
  openDatabase,
  transaction,
  type Database,
} from './database.ts';
import { migrate, NewerDatabase } from './migrations.ts';
import { salvage } from './salvage.ts';

export type OpenOptions = {
  readonly dataDir: DataDir;
  readonly clock: Clock;
  /** Hears, in one line, of what is wrong but no reason to stop. */
  readonly warn: (line: string) => void;
};

/** The journal's database, opened. */
export type JournalStore = {
  readonly db: Database;
  readonly path: string;
  /** The name of the damaged database that this one takes the place of. */
  readonly setAside: string | null;
};

/** Up to this size a database is looked through as a whole at each start: a tenth of a second. */
const WHOLE_BYTES = 64 * 1024 * 1024;

/** What the net cannot do without, and is looked through whatever the size. */
const VITAL = ['tokens', 'sanctions', 'channels', 'chain', 'registry', 'runs'];

/** A file beside the database which says that damage was seen: look through the whole of it. */
const suspicionOf = (path: string): string => `${path}.suspect`;

/** Notes that damage was seen while the net was running: the next start has a close look. */
export function suspect(path: string): void {
  try {
    closeSync(openSync(suspicionOf(path), 'a', OWNER_ONLY));
  } catch {
    // The disk that is at fault.
  }
}

/** A database that is there and is not whole. */
class Damaged extends Error {}

/** In words, for the line that says why a file cannot be used. */
const IN_WORDS: Readonly<Partial<Record<JournalFault, string>>> = {
  disk_full: 'the disk is full',
  read_only: 'it cannot be written to',
  io_error: 'the disk reports a fault',
  busy: 'another program holds it',
};

/**
 * Opens the journal for the net. A database that is damaged, or that a newer program has made, is
 * set aside under another name, and a new one takes its place.
 *
 * @throws StoreError `folder_unusable` where the system refuses it: that is no damage
 */
export function openJournal(options: OpenOptions): JournalStore {
  const { dataDir, clock, warn } = options;
  const path = dataDir.journal;
  const lost = isLost(dataDir);
  if (lost) warn(`${path}: is gone or empty; every token that was minted so far is refused`);
  const opened = tryOpen(path);
  if (!('damage' in opened)) return { db: opened.db, path, setAside: null };
  const setAside = moveAside(path, clock.now());
  rmSync(suspicionOf(path), { force: true });
  const fresh = tryOpen(path);
  if ('damage' in fresh) throw folderUnusable(path, fresh.damage);
  const { db } = fresh;
  const kept = salvage(db, join(dataDir.path, setAside), existsSync(dataDir.revoked));
  warn(
    `${path}: ${opened.damage}; it was set aside as ${setAside} and a new one begun, with ${kept} rows saved from it`,
  );
  const detail = { set_aside: setAside, reason: opened.damage.slice(0, 500), salvaged: kept };
  transaction(db, () =>
    appendEvents(db, [{ at: clock.now(), event: { kind: 'journal.damaged', by: 'net', detail } }]),
  );
  return { db, path, setAside };
}

/**
 * Opens the journal for a command that runs beside the net. It sets nothing aside: the net may
 * have the database open.
 *
 * @throws StoreError `folder_unusable`
 */
export function openJournalBeside({ dataDir }: Pick<OpenOptions, 'dataDir'>): JournalStore {
  const opened = tryOpen(dataDir.journal);
  if (!('damage' in opened)) return { db: opened.db, path: dataDir.journal, setAside: null };
  const advice = 'start the net, which sets it aside and begins a new one';
  throw new StoreError('folder_unusable', dataDir.journal, opened.damage, advice);
}

/** Revocations without a database: it was there once. */
function isLost({ journal, revoked }: DataDir): boolean {
  if (!existsSync(revoked)) return false;
  return !existsSync(journal) || statSync(journal).size === 0;
}

function tryOpen(path: string): { readonly db: Database } | { readonly damage: string } {
  let db: Database | undefined;
  try {
    db = openDatabase(path);
    const isWhole = existsSync(suspicionOf(path)) || statSync(path).size <= WHOLE_BYTES;
    if (isWhole) check(db, '1');
    migrate(db);
    if (!isWhole) for (const table of VITAL) check(db, table);
    chainOf(db);
    rmSync(suspicionOf(path), { force: true });
    return { db };
  } catch (error) {
    close(db);
    const damage = damageIn(error);
    if (damage !== null) return { damage };
    throw folderUnusable(path, refusal(error));
  }
}

/**
 * @param what a table, or 1 for all of them up to the first fault
 * @throws Damaged
 */
function check(db: Database, what: string): void {
  const rows = db.prepare(`PRAGMA quick_check(${what})`).all() as { quick_check: string }[];
  const [first] = rows;
  if (first?.quick_check !== 'ok') throw new Damaged(first?.quick_check ?? 'it cannot be checked');
}

/** What is wrong with the database itself; null where it is the system that refuses it. */
function damageIn(error: unknown): string | null {
  if (error instanceof Damaged) return `it is damaged: ${error.message}`;
  if (error instanceof NewerDatabase) return error.message;
  if (!isSqliteError(error)) return null;
  const fault = journalFault(error);
  if (fault === 'damaged') return 'it is damaged, or no database';
  // SQL that fails: its tables are not the ones that its version says.
  if (fault === 'other') return `it is not as it was made: ${messageOf(error)}`;
  return null;
}

/** @throws the error itself where neither the system nor SQLite refused something: it is a bug */
function refusal(error: unknown): string {
  if (!isSqliteError(error)) return systemFault(error);
  return IN_WORDS[journalFault(error)] ?? messageOf(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function close(db: Database | undefined): void {
  try {
    db?.close();
  } catch {
    // It could not be put in order, which is why it is closed.
  }
}

/** Gives a database and what belongs to it another name. */
function moveAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const named = (n: number): string => {
    const suffix = n === 1 ? '' : `-${n}`;
    return path.replace(/\.db$/, `.damaged-${stamp}${suffix}.db`);
  };
  let n = 1;
  while (existsSync(named(n))) n += 1;
  try {
    for (const part of ['-wal', '-shm', '']) {
      if (existsSync(path + part)) renameSync(path + part, named(n) + part);
    }
  } catch (error) {
    throw folderUnusable(path, `is damaged and cannot be set aside: ${messageOf(error)}`);
  }
  return basename(named(n));
}
