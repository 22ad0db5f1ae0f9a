import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { appendEvents } from '../journal/chain.ts';
import { transaction, type Database } from '../journal/database.ts';
import type { Clock } from '../clock.ts';
import { applyRecord, parseRecord, recordJti } from './book-record.ts';
import type { BookEntry } from './book-entry.ts';
import type { RevocationList } from './revocation-list.ts';

export type ImportOptions = {
  /** The file in which tokens stood before there was a database. */
  readonly path: string;
  readonly db: Database;
  readonly revocations: RevocationList;
  readonly clock: Clock;
  readonly warn: (line: string) => void;
};

/**
 * Takes the tokens of an older version's file into the database, once; the file is kept under
 * another name. Should that be cut short, it is done again, and changes nothing twice.
 *
 * @throws SQLite's error, the system's error
 */
export function importTokens(options: ImportOptions): void {
  const { path, db, revocations, clock, warn } = options;
  if (!existsSync(path)) return;
  const entries = readEntries(path, warn);
  const now = clock.now();
  for (const { claims, revokedAt } of entries) {
    if (revokedAt === null || revocations.has(claims.jti)) continue;
    revocations.add({ jti: claims.jti, at: revokedAt, ends_at: claims.exp * 1000 });
  }
  transaction(db, () => {
    db.exec('UPDATE registry SET tokens = tokens + 1');
    const insert = db.prepare(
      `INSERT INTO tokens SELECT ?, ?, ?, ?, tokens FROM registry WHERE true
       ON CONFLICT DO UPDATE SET revoked_at = ifnull(revoked_at, excluded.revoked_at)`,
    );
    for (const { claims, revokedAt, usedAt } of entries) {
      insert.run(claims.jti, JSON.stringify(claims), revokedAt, usedAt);
    }
    const detail = { file: basename(path), tokens: entries.length };
    appendEvents(db, [{ at: now, event: { kind: 'tokens.imported', by: 'net', detail } }]);
  });
  renameSync(path, `${path}.imported`);
}

function readEntries(path: string, warn: (line: string) => void): BookEntry[] {
  const entries = new Map<string, BookEntry>();
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  for (const [index, text] of lines.entries()) {
    if (text === '') continue;
    const record = parseRecord(text);
    const jti = record === null ? '' : recordJti(record);
    const entry = record === null ? undefined : applyRecord(entries.get(jti), record);
    if (entry === undefined) warn(`${path}: line ${index + 1} is damaged; skipped`);
    else entries.set(jti, entry);
  }
  return [...entries.values()];
}
