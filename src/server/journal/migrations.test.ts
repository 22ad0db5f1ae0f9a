import { expect, it } from 'vitest';
import { pragma, transaction } from './database.ts';
import { migrate } from './migrations.ts';
import { PastQueries } from './past-queries.ts';
import { journalBench } from './testing/journal-bench.ts';

const TRAFFIC_OF_STEP_1 = `
  CREATE TABLE traffic (
    minute INTEGER NOT NULL, user TEXT NOT NULL, packets_in INTEGER NOT NULL,
    bytes_in INTEGER NOT NULL, packets_out INTEGER NOT NULL, bytes_out INTEGER NOT NULL,
    drops INTEGER NOT NULL, lost INTEGER NOT NULL, PRIMARY KEY (minute, user)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO traffic VALUES (0, 'ann', 90, 0, 10, 0, 3, 10), (0, 'bob', 8, 0, 90, 0, 0, 2);`;

it('traffic that was kept by user alone is kept, and summed up for the net', () => {
  const { db } = journalBench().open();
  transaction(db, () => {
    db.exec('DROP TABLE traffic; DROP INDEX events_by_talk; DROP INDEX events_by_address');
    db.exec('DROP INDEX events_by_actor; DROP TABLE alarms');
    db.exec(TRAFFIC_OF_STEP_1);
    db.exec('PRAGMA user_version = 1');
  });
  migrate(db);
  expect(pragma(db, 'user_version')).toBeGreaterThan(1);
  const past = new PastQueries(db);
  const sums = { drops: 3, expected: 100, lost: 10, jitter_ms: null };
  expect(past.minutes({ from: 0, minutes: 1, user: 'ann' }).minutes).toEqual([
    { minute: 0, packets_in: 90, packets_out: 10, ...sums },
  ]);
  expect(past.minutes({ from: 0, minutes: 1 }).minutes).toMatchObject([
    { packets_in: 98, packets_out: 100, expected: 110, lost: 12 },
  ]);
});
