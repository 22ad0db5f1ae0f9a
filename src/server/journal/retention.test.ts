import { beforeEach, expect, it } from 'vitest';
import { appendEvents, chainOf, verifyChain } from './chain.ts';
import { pragma, transaction, type Database } from './database.ts';
import { prune, type Retention } from './retention.ts';
import { journalBench, kick, type JournalBench } from './testing/journal-bench.ts';

const MIB = 1024 * 1024;
const DAY = 24 * 3600 * 1000;

let bench: JournalBench;
let db: Database;

beforeEach(() => {
  bench = journalBench();
  ({ db } = bench.open());
});

function pruned(retention: Partial<Retention>, now: number): { events: number; messages: number } {
  const steps = prune(db, { keepMs: 1e15, maxBytes: 1e12, ...retention }, now);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function event(at: number, user = 'ann'): void {
  transaction(db, () => appendEvents(db, [{ at, event: kick(user) }]));
}

function message(n: number, at: number, content = 'x'): void {
  db.prepare('INSERT INTO messages VALUES (NULL, ?, ?, ?, ?, ?)').run(
    ...[`msg_${n}`, 'alpha', 'ann', content, at],
  );
}

const count = (table: string): number =>
  (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

it('removes what is too old; the trail goes on from its anchor', () => {
  const now = 100 * DAY;
  for (let day = 1; day <= 100; day += 1) {
    event(day * DAY);
    message(day, day * DAY);
    db.prepare('INSERT INTO traffic VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, NULL)').run(
      ...[day * DAY, 'ann', 'alpha'],
    );
  }
  expect(pruned({ keepMs: 90 * DAY }, now)).toEqual({ events: 9, messages: 9 });
  expect(chainOf(db).anchor_id).toBe(9);
  expect(verifyChain(db)).toMatchObject({ ok: true, count: 91 + 1, anchor: 9 });
  expect(count('traffic')).toBe(91);
  expect(pruned({ keepMs: 90 * DAY }, now)).toEqual({ events: 0, messages: 0 });
});

it('keeps the last event however old it is, and can go on from it', () => {
  for (const at of [1, 2, 3]) event(at);
  expect(pruned({ keepMs: DAY }, 100 * DAY)).toEqual({ events: 2, messages: 0 });
  event(100 * DAY);
  expect(verifyChain(db)).toMatchObject({ ok: true, anchor: 2, count: 3 });
});

it('keeps an event behind a younger one: clocks are set back', () => {
  for (const at of [1, 50 * DAY, 2, 60 * DAY]) event(at);
  expect(pruned({ keepMs: 20 * DAY }, 65 * DAY)).toEqual({ events: 1, messages: 0 });
  expect(verifyChain(db)).toMatchObject({ ok: true, anchor: 1 });
});

it('removes the oldest until the size is right, and gives the room back', () => {
  transaction(db, () => {
    for (let n = 0; n < 3_000; n += 1) message(n, n * 1_000, 'y'.repeat(2_000));
  });
  const { messages } = pruned({ maxBytes: 2 * MIB }, 3_000_000);
  expect(messages).toBeGreaterThan(1_500);
  expect(pragma(db, 'page_count') * pragma(db, 'page_size')).toBeLessThanOrEqual(2.1 * MIB);
  const oldest = db.prepare('SELECT min(at) AS at FROM messages').get() as { at: number };
  expect(oldest.at).toBe(messages * 1_000);
  expect(verifyChain(db)).toMatchObject({ ok: true });
});

it('ends though nothing that may go is left', () => {
  event(1);
  expect(pruned({ maxBytes: 1 }, 5)).toEqual({ events: 0, messages: 0 });
});

it('lets others write between its steps', () => {
  transaction(db, () => {
    for (let n = 0; n < 5_000; n += 1) message(n, n);
  });
  const other = bench.open().db;
  const steps = prune(db, { keepMs: 1, maxBytes: 1e12 }, 10_000);
  let between = 0;
  while (!steps.next().done) {
    transaction(other, () => appendEvents(other, [{ at: 10_000, event: kick('bob') }]));
    between += 1;
  }
  expect(between).toBeGreaterThan(1);
  expect(count('messages')).toBe(0);
  expect(verifyChain(db)).toMatchObject({ ok: true, count: between + 1 });
});
