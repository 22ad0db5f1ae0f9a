import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { verifyChain } from '../journal/chain.ts';
import { bench, connect, issued, kinds, open } from './testing/books.ts';
import { storeFailure } from './testing/fixtures.ts';
import { TokenBook } from './token-book.ts';

const DAY_S = 24 * 3600;

/** What a book tells, in order. */
function heard(book: TokenBook): string[] {
  const events: string[] = [];
  book.changed.on((jti) => events.push(`changed ${jti}`));
  book.revoked.on((jti) => events.push(`revoked ${jti}`));
  return events;
}

function watched(book: TokenBook): string[] {
  onTestFinished(book.watch());
  return heard(book);
}

describe('the book', () => {
  test('shows a token as operators see it', () => {
    const desk = bench();
    const book = open(desk);
    const [minted] = book.add([issued(desk, 'a')]);
    const now = desk.clock.now();
    expect(minted).toEqual({
      jti: 'a',
      user_id: 'ann',
      role: 'radio',
      channels: ['*'],
      priority: 100,
      issued_at: now,
      expires_at: now + 3_600_000,
      revoked_at: null,
      last_used_at: null,
    });
    book.used('a');
    desk.clock.advance(7);
    expect(book.revoke('a')).toEqual({
      ok: true,
      value: { ...minted, last_used_at: now, revoked_at: now + 7 },
    });
    expect(open(desk).views()).toEqual(book.views());
    if (process.platform !== 'win32') {
      for (const path of [desk.dataDir.journal, desk.dataDir.revoked]) {
        expect(statSync(path).mode & 0o777).toBe(0o600);
      }
    }
  });

  test('leaves a trail of what was minted and revoked', () => {
    const desk = bench();
    const db = connect(desk);
    const book = open(desk, db);
    book.add([issued(desk, 'a')]);
    book.revoke('a');
    book.revoke('a');
    expect(kinds(db)).toEqual(['token.minted a', 'token.revoked a']);
    expect(verifyChain(db)).toMatchObject({ ok: true, count: 2 });
  });

  test('revoking again changes nothing', () => {
    const desk = bench();
    const book = open(desk);
    book.add([issued(desk, 'a')]);
    const first = book.revoke('a');
    desk.clock.advance(1000);
    const events = heard(book);
    expect(book.revoke('a')).toEqual(first);
    expect(events).toEqual([]);
  });

  test('an unknown token cannot be revoked, and a token given for its id is not repeated', () => {
    const book = open(bench());
    expect(book.revoke('tok_x')).toMatchObject({
      ok: false,
      error: { code: 'no_such_token', params: { jti: 'tok_x' } },
    });
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';
    expect(JSON.stringify(book.revoke(token))).not.toContain('eyJ');
  });

  test('a use is noted once a minute, some time later where that is asked for', () => {
    const desk = bench();
    const noted: number[] = [];
    const { dataDir, clock } = desk;
    const db = connect(desk);
    const noteUse = (_jti: string, at: number): void => void noted.push(at);
    const book = new TokenBook({ db, dataDir, clock, warn: () => undefined, noteUse });
    book.add([issued(desk, 'a')]);
    const first = clock.now();
    for (const ms of [0, 1, 59_998]) {
      clock.advance(ms);
      book.used('a');
    }
    expect(noted).toEqual([first]);
    clock.advance(1);
    book.used('a');
    expect(noted).toEqual([first, first + 60_000]);
    expect(book.view('a')?.last_used_at).toBe(clock.now());
    expect(open(desk).view('a')?.last_used_at).toBeNull();
  });
});

describe('another process', () => {
  test('its changes are noticed within a second, and told', () => {
    const desk = bench();
    const here = open(desk);
    const there = open(desk);
    const events = watched(here);
    there.add([issued(desk, 'a')]);
    there.revoke('a');
    there.add([issued(desk, 'b')]);
    expect(events).toEqual([]);
    desk.clock.advance(1_000);
    expect(events).toEqual(['changed a', 'revoked a', 'changed b']);
    expect(here.views()).toEqual(there.views());
    desk.clock.advance(10_000);
    expect(events).toHaveLength(3);
  });

  test('what this process writes is told at once, with what others wrote before it', () => {
    const desk = bench();
    const here = open(desk);
    const events = heard(here);
    open(desk).add([issued(desk, 'a')]);
    here.revoke('a');
    expect(events).toEqual(['changed a', 'changed a', 'revoked a']);
  });

  test('a use that this process knows of is not forgotten when another revokes', () => {
    const desk = bench();
    const { dataDir, clock } = desk;
    const noteUse = (): void => undefined;
    const db = connect(desk);
    const here = new TokenBook({ db, dataDir, clock, warn: () => undefined, noteUse });
    here.add([issued(desk, 'a')]);
    here.used('a');
    open(desk).revoke('a');
    here.catchUp();
    expect(here.view('a')).toMatchObject({
      last_used_at: desk.clock.now(),
      revoked_at: desk.clock.now(),
    });
  });

  test('a book that cannot be read is told once; what was known stays in force', () => {
    const desk = bench();
    const db = connect(desk);
    const book = open(desk, db);
    book.add([issued(desk, 'a')]);
    book.revoke('a');
    watched(book);
    const other = connect(desk);
    other.exec('PRAGMA writable_schema = ON');
    other.exec('DROP TABLE registry');
    desk.clock.advance(5_000);
    expect(desk.warnings).toEqual([expect.stringContaining('cannot be used')]);
    expect(book.view('a')?.revoked_at).not.toBeNull();
    expect(storeFailure(() => book.add([issued(desk, 'b')])).code).toBe('folder_unusable');
    expect(() => book.used('a')).not.toThrow();
  });
});

describe('revocations', () => {
  test.each([
    ['the database was put back to what it was before', false],
    ['the database is of no use any more', true],
  ])('hold though %s', (_name, isGone) => {
    const desk = bench();
    const db = connect(desk);
    const book = open(desk, db);
    book.add([issued(desk, 'a')]);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const copy = readFileSync(desk.dataDir.journal);
    book.revoke('a');
    db.close();
    for (const part of ['', '-wal', '-shm']) {
      rmSync(`${desk.dataDir.journal}${part}`, { force: true });
    }
    if (!isGone) writeFileSync(desk.dataDir.journal, copy);
    const again = open(desk);
    expect(again.view('a')?.revoked_at ?? null).toBe(isGone ? null : desk.clock.now());
  });

  test('are taken over from a database that has no list beside it', () => {
    const desk = bench();
    const db = connect(desk);
    const book = open(desk, db);
    book.add([issued(desk, 'a')]);
    book.revoke('a');
    rmSync(desk.dataDir.revoked);
    open(desk);
    expect(readFileSync(desk.dataDir.revoked, 'utf8')).toContain('"jti":"a"');
  });

  test('a line torn by a crash spoils no other', () => {
    const desk = bench();
    const book = open(desk);
    book.add([issued(desk, 'a'), issued(desk, 'b')]);
    writeFileSync(desk.dataDir.revoked, '{"jti":"a","at', { flag: 'a' });
    expect(open(desk).view('a')?.revoked_at).toBeNull();
    book.revoke('b');
    expect(open(desk).view('b')?.revoked_at).toBe(desk.clock.now());
  });
});

describe('compaction', () => {
  test('forgets tokens that ended 30 days ago, and their revocations', () => {
    const desk = bench();
    const book = open(desk);
    book.add([issued(desk, 'old')]);
    book.add([issued(desk, 'young', 3600 + 1)]);
    for (const jti of ['old', 'young']) book.revoke(jti);
    desk.clock.advance((30 * DAY_S + 3600) * 1000);
    book.compact();
    expect(book.views()).toHaveLength(2);
    desk.clock.advance(1);
    book.compact();
    expect(book.views().map(({ jti }) => jti)).toEqual(['young']);
    expect(open(desk).views()).toEqual(book.views());
    expect(readFileSync(desk.dataDir.revoked, 'utf8')).not.toContain('old');
    expect(readFileSync(desk.dataDir.revoked, 'utf8')).toContain('young');
  });
});
