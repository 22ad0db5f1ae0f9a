import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TokenClaims } from '../../contract/tokens.ts';
import { ManualClock } from '../manual-clock.ts';
import { benchWith, storeFailure, type Bench } from './testing/fixtures.ts';
import { TokenBook } from './token-book.ts';

const bench = (): Bench<ManualClock> => benchWith(new ManualClock());

const DAY_S = 24 * 3600;

function open({ dataDir, clock, warnings }: Bench<ManualClock>): TokenBook {
  const warn = (line: string): void => void warnings.push(line);
  return new TokenBook({ path: dataDir.tokens, clock, warn });
}

function claims({ clock }: Bench<ManualClock>, jti: string, lifeS = 3600): TokenClaims {
  const iat = Math.floor(clock.now() / 1000);
  return { sub: 'ann', iat, exp: iat + lifeS, jti, role: 'radio', channels: ['*'], priority: 100 };
}

function lines({ dataDir }: Bench<ManualClock>): string[] {
  return readFileSync(dataDir.tokens, 'utf8').split('\n').slice(0, -1);
}

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
    const minted = book.add(claims(desk, 'a'));
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
      expect(statSync(desk.dataDir.tokens).mode & 0o777).toBe(0o600);
    }
  });

  test('revoking again changes nothing', () => {
    const desk = bench();
    const book = open(desk);
    book.add(claims(desk, 'a'));
    const first = book.revoke('a');
    desk.clock.advance(1000);
    const events = heard(book);
    expect(book.revoke('a')).toEqual(first);
    expect(lines(desk)).toHaveLength(2);
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

  test('a use is noted once a minute', () => {
    const desk = bench();
    const book = open(desk);
    book.add(claims(desk, 'a'));
    for (const ms of [0, 1, 59_998]) {
      desk.clock.advance(ms);
      book.used('a');
    }
    expect(lines(desk)).toHaveLength(2);
    desk.clock.advance(1);
    book.used('a');
    expect(lines(desk)).toHaveLength(3);
    expect(book.view('a')?.last_used_at).toBe(desk.clock.now());
  });
});

describe('another process', () => {
  test('its lines are noticed within a second, and told', () => {
    const desk = bench();
    const here = open(desk);
    const there = open(desk);
    const events = watched(here);
    there.add(claims(desk, 'a'));
    there.revoke('a');
    there.add(claims(desk, 'b'));
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
    open(desk).add(claims(desk, 'a'));
    here.revoke('a');
    expect(events).toEqual(['changed a', 'changed a', 'revoked a']);
  });

  test('a line that comes in two parts is taken once it is whole', () => {
    const desk = bench();
    const book = open(desk);
    book.add(claims(desk, 'a'));
    const events = watched(book);
    appendFileSync(desk.dataDir.tokens, '{"record":"revoked","jti"');
    desk.clock.advance(1_000);
    appendFileSync(desk.dataDir.tokens, ':"a","at":5}\n');
    expect(events).toEqual([]);
    desk.clock.advance(1_000);
    expect(events).toEqual(['changed a', 'revoked a']);
    expect(desk.warnings).toEqual([]);
  });

  test('a file that cannot be read is told once; what was known stays in force', () => {
    const desk = bench();
    const book = open(desk);
    book.add(claims(desk, 'a'));
    book.revoke('a');
    watched(book);
    rmSync(desk.dataDir.tokens);
    mkdirSync(desk.dataDir.tokens);
    desk.clock.advance(5_000);
    expect(desk.warnings).toEqual([expect.stringContaining('cannot be used')]);
    expect(book.view('a')?.revoked_at).not.toBeNull();
    expect(storeFailure(() => book.revoke('a')).code).toBe('folder_unusable');
    expect(storeFailure(() => book.add(claims(desk, 'b'))).code).toBe('folder_unusable');
    expect(() => book.used('a')).not.toThrow();
  });
});

describe('damage', () => {
  test('a last line torn by a crash is no loss to those before and after it', () => {
    const desk = bench();
    open(desk).add(claims(desk, 'a'));
    appendFileSync(desk.dataDir.tokens, '{"record":"minted","claims":{"sub":"an');
    const book = open(desk);
    expect(book.views().map((view) => view.jti)).toEqual(['a']);
    expect(desk.warnings).toEqual([]);
    book.revoke('a');
    book.add(claims(desk, 'b'));
    expect(open(desk).views()).toEqual(book.views());
    expect(book.views().map((view) => [view.jti, view.revoked_at !== null])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  test('a damaged line in the middle is skipped with a warning that does not repeat it', () => {
    const desk = bench();
    const book = open(desk);
    book.add(claims(desk, 'a'));
    appendFileSync(desk.dataDir.tokens, '\u0000\u0000garbage\n[]\n{"record":"eaten","jti":"a"}\n');
    book.revoke('a');
    const damaged = (line: number): unknown => expect.stringContaining(`line ${line} is damaged`);
    expect(desk.warnings).toEqual([damaged(2), damaged(3), damaged(4)]);
    expect(desk.warnings.join()).not.toContain('garbage');
    expect(open(desk).view('a')?.revoked_at).toBe(desk.clock.now());
  });
});

describe('compaction', () => {
  test('drops tokens that ended 30 days ago, and lines that say nothing any more', () => {
    const desk = bench();
    const book = open(desk);
    book.add(claims(desk, 'old'));
    book.revoke('old');
    book.add(claims(desk, 'young', 3600 + 1));
    for (let use = 0; use < 5; use += 1) {
      book.used('young');
      desk.clock.advance(60_000);
    }
    book.revoke('young');
    desk.clock.advance((30 * DAY_S + 3600) * 1000 - 5 * 60_000);
    book.compact();
    expect(lines(desk)).toHaveLength(2 + 3);
    const [, young] = book.views();
    desk.clock.advance(1);
    book.compact();
    expect(book.views()).toEqual([young]);
    expect(lines(desk)).toHaveLength(3);
    expect(open(desk).views()).toEqual([young]);
  });

  test('another process goes on as if nothing had been', () => {
    const desk = bench();
    const here = open(desk);
    const there = open(desk);
    for (const jti of ['a', 'b']) here.add(claims(desk, jti));
    here.used('b');
    const events = watched(there);
    desk.clock.advance(60_000);
    here.used('b');
    here.compact();
    expect(lines(desk)).toHaveLength(3);
    there.revoke('a');
    expect(events).toContain('revoked a');
    here.catchUp();
    expect(here.views()).toEqual(there.views());
    expect(here.view('a')?.revoked_at).toBe(desk.clock.now());
  });

  test('is left to another process that is at it, and done once that is known to be gone', () => {
    const desk = bench();
    const lock = `${desk.dataDir.tokens}.lock`;
    const book = open(desk);
    book.add(claims(desk, 'a', 60));
    desk.clock.advance(31 * DAY_S * 1000);
    writeFileSync(lock, '');
    book.compact();
    expect(lines(desk)).toHaveLength(1);
    utimesSync(lock, 0, 0);
    book.compact();
    expect(lines(desk)).toEqual([]);
    expect(book.views()).toEqual([]);
    expect(desk.warnings).toEqual([]);
  });
});
