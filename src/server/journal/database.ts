import {
  DatabaseSync,
  type DatabaseSyncInstance,
  type StatementSyncInstance,
} from '@photostructure/sqlite';
import { closeSync, openSync } from 'node:fs';
import type { JournalFault } from '../../contract/events.ts';
import { OWNER_ONLY } from '../store/atomic-file.ts';

/** One connection to the journal's database; each thread and each process has its own. */
export type Database = DatabaseSyncInstance;

/** How long a writer waits for a writer in another thread or process, in ms. */
const BUSY_TIMEOUT_MS = 2_000;

/** How many pages of the write-ahead log bring on a checkpoint: 4 MiB. */
const CHECKPOINT_PAGES = 1_000;

/**
 * Opens a connection. A commit of it is on disk when it returns: the write-ahead log is flushed
 * each time (`synchronous=FULL`).
 *
 * @throws SQLite's error
 */
export function openDatabase(path: string): Database {
  // SQLite gives its other files the permissions of the first.
  closeSync(openSync(path, 'a', OWNER_ONLY));
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, defensive: true });
  try {
    // Counts for a database that is empty as yet alone.
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens a connection that cannot change anything.
 *
 * @throws SQLite's error
 */
export function openToRead(path: string): Database {
  return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
}

/**
 * Does something as one transaction. It takes the write lock at once: what it reads is what it
 * builds upon, whatever other processes do.
 *
 * @throws SQLite's error, and what the work throws; nothing has changed then
 */
export function transaction<T>(db: Database, work: () => T): T {
  prepared(db, 'BEGIN IMMEDIATE').run();
  try {
    const value = work();
    prepared(db, 'COMMIT').run();
    return value;
  } catch (error) {
    // A full disk may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

const statements = new WeakMap<Database, Map<string, StatementSyncInstance>>();

/**
 * A statement that is prepared once for a connection, and ends with it. For what is done again and
 * again: to prepare an insertion takes longer than to make it.
 *
 * @param sql always the same: each text of its own stays prepared
 * @throws SQLite's error
 */
export function prepared(db: Database, sql: string): StatementSyncInstance {
  const known = statements.get(db) ?? new Map<string, StatementSyncInstance>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** The first row that a query gives; its columns are what the caller says. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it names the columns
export function oneRow<T>(
  db: Database,
  sql: string,
  ...values: readonly (string | number)[]
): T | undefined {
  return prepared(db, sql).get(...values) as T | undefined;
}

/** A number that a pragma gives. */
export function pragma(db: Database, name: string): number {
  return Object.values(oneRow<Record<string, number>>(db, `PRAGMA ${name}`) ?? {})[0] ?? 0;
}

/** SQLite's primary result code (sqlite.org/rescode.html), whatever carried it here. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('sqliteCode' in error)) return undefined;
  return typeof error.sqliteCode === 'number' ? error.sqliteCode & 0xff : undefined;
}

const [PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT] = [3, 5, 6, 8, 10, 11] as const;
const [FULL, CANTOPEN, NOTADB] = [13, 14, 26] as const;

const FAULTS: Readonly<Record<number, JournalFault>> = {
  [PERM]: 'read_only',
  [BUSY]: 'busy',
  [LOCKED]: 'busy',
  [READONLY]: 'read_only',
  [IOERR]: 'io_error',
  [CORRUPT]: 'damaged',
  [FULL]: 'disk_full',
  [CANTOPEN]: 'read_only',
  [NOTADB]: 'damaged',
};

const SYSTEM_FAULTS: Readonly<Record<string, JournalFault>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EROFS: 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  EIO: 'io_error',
};

/** What was in the way of something that was to be written or read. */
export function journalFault(error: unknown): JournalFault {
  const code = resultCode(error);
  if (code !== undefined) return FAULTS[code] ?? 'other';
  const system = error instanceof Error && 'code' in error ? String(error.code) : '';
  return SYSTEM_FAULTS[system] ?? 'other';
}

/** Whether an error came from SQLite. */
export function isSqliteError(error: unknown): error is Error {
  return resultCode(error) !== undefined;
}

/** Whether an error came from SQLite or from the system, and is no bug of ours. */
export function isJournalError(error: unknown): boolean {
  return resultCode(error) !== undefined || journalFault(error) !== 'other';
}
