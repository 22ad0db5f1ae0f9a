import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { TokenBook } from '../auth/token-book.ts';
import { prepareDataDir } from '../store/data-dir.ts';
import { StoreError } from '../store/store-error.ts';
import { verifyChain } from './chain.ts';
import type { Database } from './database.ts';
import { Sanctions } from './sanctions.ts';
import { openJournalBeside, suspect } from './store.ts';
import { journalBench, kinds, type JournalBench } from './testing/journal-bench.ts';

let bench: JournalBench;

beforeEach(() => {
  bench = journalBench();
});

function book(db: Database): TokenBook {
  const { dataDir, clock, warnings } = bench;
  return new TokenBook({ db, dataDir, clock, warn: (line) => void warnings.push(line) });
}

/** A journal with tokens, a ban and a channel, of which there is nothing in the log any more. */
function fill(): void {
  const { db } = bench.open();
  const tokens = book(db);
  const iat = Math.floor(bench.clock.now() / 1000);
  for (const jti of ['kept', 'revoked']) {
    const claims = { sub: 'ann', iat, exp: iat + 3_600, channels: ['*'], priority: 100 };
    tokens.add([{ claims: { ...claims, jti, role: 'radio' }, kid: 'key_1' }]);
  }
  tokens.revoke('revoked');
  const ban = { kind: 'ban', target: { user: 'eve' }, reason: 'noise', by: 'operator' } as const;
  new Sanctions(db, bench.clock).add({ ...ban, until: null });
  db.exec("INSERT INTO channels VALUES ('alpha', 'Alpha', 'open', 20, 'optional', 'ann', 5)");
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

const journal = (): string => bench.dataDir.journal;

function overwrite(offset: number, bytes: Buffer): void {
  const all = readFileSync(journal());
  bytes.copy(all, offset);
  writeFileSync(journal(), all);
}

const DAMAGE: readonly [string, () => void][] = [
  ['is no database', () => writeFileSync(journal(), 'Dear diary, '.repeat(1_000))],
  ['has a head that makes no sense', () => overwrite(0, Buffer.alloc(100, 0xff))],
  ['lost its end', () => truncateSync(journal(), statSync(journal()).size - 5 * 4_096)],
  ['has pages of noise', () => overwrite(4_096, Buffer.alloc(4 * 4_096, 0x5a))],
  [
    'is of a newer version',
    () => {
      const { db } = bench.open();
      db.exec('PRAGMA user_version = 99');
      db.close();
    },
  ],
  [
    'lacks a table',
    () => {
      const { db } = bench.open();
      db.exec('DROP TABLE chain');
      db.close();
    },
  ],
];

describe('a database', () => {
  it.each(DAMAGE)('that %s is set aside, and a new one begun', (_name, damage) => {
    fill();
    damage();
    const store = bench.open();
    expect(store.setAside).toMatch(/^journal\.damaged-\d{8}T\d{6}Z\.db$/);
    expect(readdirSync(bench.dataDir.path)).toContain(store.setAside);
    expect(bench.warnings).toEqual([expect.stringContaining(store.setAside ?? '?')]);
    expect(kinds(store.db)).toEqual(['journal.damaged']);
    expect(verifyChain(store.db)).toMatchObject({ ok: true });
    // Whatever could be saved: the token that was revoked is not in force again.
    const tokens = book(store.db);
    expect(tokens.view('revoked')?.revoked_at ?? 'gone').not.toBe(null);
    store.db.close();
    expect(bench.open().setAside).toBeNull();
  });

  it('that is damaged twice in a second gets two names', () => {
    for (const damage of ['one', 'two']) {
      writeFileSync(journal(), damage.repeat(1_000));
      bench.open().db.close();
    }
    const aside = readdirSync(bench.dataDir.path).filter((name) => name.includes('damaged'));
    const name = 'journal.damaged-20231114T221320Z';
    expect(aside).toEqual([`${name}-2.db`, `${name}.db`]);
  });

  it('gives back what can be read: tokens, revoked or not, bans and channels', () => {
    fill();
    const { db } = bench.open();
    db.exec('DROP TABLE chain');
    db.close();
    const store = bench.open();
    const tokens = book(store.db);
    expect(tokens.view('kept')).toMatchObject({ revoked_at: null });
    expect(tokens.view('revoked')?.revoked_at).toBe(bench.clock.now());
    expect(new Sanctions(store.db, bench.clock).list()).toMatchObject([{ user: 'eve' }]);
    expect(store.db.prepare('SELECT channel_id FROM channels').all()).toEqual([
      { channel_id: 'alpha' },
    ]);
  });

  it('gives no token back where revocations are not known from elsewhere', () => {
    fill();
    const { db } = bench.open();
    db.exec('UPDATE tokens SET revoked_at = NULL');
    db.exec('DROP TABLE chain');
    db.close();
    rmSync(bench.dataDir.revoked);
    expect(book(bench.open().db).views()).toEqual([]);
  });

  it('that was seen to be damaged is looked through whatever its size', () => {
    fill();
    const { db } = bench.open();
    db.exec('CREATE TABLE ballast (a)');
    db.exec(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 70)
       INSERT INTO ballast SELECT zeroblob(1048576) FROM n`,
    );
    db.close();
    // A page at the end of a list that goes on behind it.
    const all = readFileSync(journal());
    all.fill(0xff, all.length - 40 * 4_096, all.length - 39 * 4_096);
    writeFileSync(journal(), all);
    const hasty = bench.open();
    expect(hasty.setAside).toBeNull();
    hasty.db.close();
    suspect(journal());
    const thorough = bench.open();
    expect(thorough.setAside).not.toBeNull();
    expect(existsSync(`${journal()}.suspect`)).toBe(false);
  });

  it('that is gone though it was there is told of', () => {
    fill();
    rmSync(journal());
    bench.open();
    expect(bench.warnings).toEqual([expect.stringContaining('every token')]);
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone', () => {
    fill();
    const { db } = bench.open();
    for (const name of readdirSync(bench.dataDir.path).filter((file) =>
      file.startsWith('journal'),
    )) {
      expect(statSync(join(bench.dataDir.path, name)).mode & 0o077, name).toBe(0);
    }
    db.close();
  });
});

describe('what the system refuses', () => {
  it('is no damage', () => {
    rmSync(bench.dataDir.path, { recursive: true });
    expect(() => bench.open()).toThrow(StoreError);
    prepareDataDir(bench.dataDir.path);
    mkdirSync(journal());
    expect(() => bench.open()).toThrow(StoreError);
    expect(readdirSync(bench.dataDir.path)).toEqual(['journal.db']);
  });
});

it('lets go of its files once it is closed', () => {
  fill();
  expect(readdirSync(bench.dataDir.path)).toEqual(['journal.db', 'revoked.jsonl']);
});

describe('a command beside the net', () => {
  it('sets nothing aside', () => {
    writeFileSync(journal(), 'no database'.repeat(100));
    expect(() => openJournalBeside(bench)).toThrow(/start the net/);
    expect(readdirSync(bench.dataDir.path)).toEqual(['journal.db']);
  });
});
