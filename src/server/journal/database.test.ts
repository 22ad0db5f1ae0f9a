import { expect, it } from 'vitest';
import { isJournalError, journalFault, openToRead, transaction } from './database.ts';
import { journalBench } from './testing/journal-bench.ts';

function fault(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(isJournalError(error)).toBe(true);
    return journalFault(error);
  }
  return 'none';
}

it('tells what the disk refuses from what is a bug', () => {
  const bench = journalBench();
  const { db, path } = bench.open();
  const reader = openToRead(path);
  expect(fault(() => reader.exec('DELETE FROM channels'))).toBe('read_only');
  reader.close();
  db.exec('PRAGMA max_page_count = 1');
  const fill = "INSERT INTO channels VALUES ('a', hex(zeroblob(99999)), '', 1, '', NULL, 1)";
  expect(fault(() => db.exec(fill))).toBe('disk_full');
  expect(fault(() => db.exec('SELECT no_such_column'))).toBe('other');
  expect(journalFault(Object.assign(new Error(), { code: 'EROFS' }))).toBe('read_only');
  expect(isJournalError(new TypeError('a bug'))).toBe(false);
});

it('leaves nothing of a transaction that a full disk has cut short', () => {
  const { db } = journalBench().open();
  db.exec('PRAGMA max_page_count = 1');
  const work = (): void => {
    db.exec("INSERT INTO channels VALUES ('a', 'A', '', 1, '', NULL, 1)");
    db.exec("INSERT INTO channels VALUES ('b', hex(zeroblob(99999)), '', 1, '', NULL, 1)");
  };
  expect(fault(() => transaction(db, work))).toBe('disk_full');
  expect(db.isTransaction).toBe(false);
  expect(db.prepare('SELECT * FROM channels').all()).toEqual([]);
});
