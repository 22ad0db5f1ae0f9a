import { beforeEach, describe, expect, it } from 'vitest';
import { appendEvents, chainOf, verifyChain } from './chain.ts';
import { transaction, type Database } from './database.ts';
import { journalBench, kick, type JournalBench } from './testing/journal-bench.ts';

let bench: JournalBench;
let db: Database;

beforeEach(() => {
  bench = journalBench();
  ({ db } = bench.open());
});

function append(users: readonly string[], to = db): void {
  const events = users.map((user, n) => ({ at: n, event: kick(user) }));
  transaction(to, () => appendEvents(to, events));
}

/** What somebody with the file in hand could do. */
function tamper(sql: string): void {
  db.exec('DROP TRIGGER events_are_not_changed; DROP TRIGGER events_are_not_removed');
  db.exec(sql);
}

describe('the chain', () => {
  it('is whole as it is written, also by several processes at once', () => {
    expect(verifyChain(db)).toMatchObject({ ok: true, count: 0, head: '00'.repeat(32) });
    const other = bench.open().db;
    for (let round = 0; round < 10; round += 1) {
      append(['ann', 'bob']);
      append(['cy'], other);
    }
    expect(verifyChain(db)).toMatchObject({ ok: true, count: 30, anchor: 0 });
    expect(chainOf(other).head_id).toBe(30);
  });

  it('takes any text that a radio can send', () => {
    append(['"\\\n\u0000', '구조대', '\ud800', '\u2028', '💬', 'e\u0301']);
    expect(verifyChain(db)).toMatchObject({ ok: true, count: 6 });
  });

  it('has nothing of a transaction that failed', () => {
    append(['ann']);
    const work = (): void => {
      appendEvents(db, [{ at: 1, event: kick('bob') }]);
      throw new Error('no');
    };
    expect(() => transaction(db, work)).toThrow('no');
    append(['cy']);
    expect(verifyChain(db)).toMatchObject({ ok: true, count: 2 });
  });

  it.each([
    ["UPDATE events SET user = 'eve' WHERE id = 3", 3, /not what was written/],
    ['UPDATE events SET at = at + 1 WHERE id = 5', 5, /not what was written/],
    ['DELETE FROM events WHERE id = 2', 2, /missing/],
    ['DELETE FROM events WHERE id = 1', 1, /missing/],
    ['DELETE FROM events WHERE id = 5', 5, /cut off/],
    ['UPDATE events SET id = 9 WHERE id = 3', 3, /missing/],
    ['UPDATE events SET hash = zeroblob(32) WHERE id = 4', 4, /not what was written/],
    [
      `INSERT INTO events SELECT 6, at, kind, by, user, channel, ssrc, jti, address, detail, hash
       FROM events WHERE id = 5`,
      6,
      /not what was written/,
    ],
    ['UPDATE chain SET anchor_id = 2', 1, /pruned/],
    ['UPDATE chain SET head_hash = zeroblob(32)', 5, /written last/],
  ])('tells of %s', (sql, id, fault) => {
    append(['a', 'b', 'c', 'd', 'e']);
    tamper(sql);
    expect(verifyChain(db)).toEqual({
      ok: false,
      id,
      fault: expect.stringMatching(fault) as string,
    });
  });

  it('is not changed by a slip of our own', () => {
    append(['ann', 'bob']);
    expect(() => db.exec("UPDATE events SET user = 'eve'")).toThrow('only appended');
    expect(() => db.exec('DELETE FROM events WHERE id = 1')).toThrow('from the oldest on');
  });
});
