import { beforeEach, expect, it } from 'vitest';
import type { AlarmView } from '../../contract/alarms.ts';
import { Limit } from '../../contract/limits.ts';
import type { Database } from './database.ts';
import { earlierAlarms } from './earlier-alarms.ts';
import { journalBench } from './testing/journal-bench.ts';
import { Writer } from './writer.ts';

let db: Database;
let batch = 0;

beforeEach(() => {
  ({ db } = journalBench().open());
});

function alarm(alarm_id: number, more: Partial<AlarmView> = {}): AlarmView {
  return {
    ...{ alarm_id, kind: 'zombie', severity: 'warning', subject: 'ann' },
    ...{ params: { user_id: 'ann' }, raised_at: 10, last_at: 20, count: 2 },
    ...{ ended_at: null, acknowledged_at: null },
    ...more,
  } as AlarmView;
}

function keep(...alarms: AlarmView[]): void {
  const records = alarms.map((one) => ({ is: 'alarm', alarm: one }) as const);
  new Writer(db, 'one').write((batch += 1), records);
}

function ran(ended_at: number | null): void {
  db.prepare('INSERT INTO runs (run, pid, started_at, ended_at, settings) VALUES (?,1,0,?,?)').run(
    ...[`run_${String(ended_at)}`, ended_at, '{}'],
  );
}

it('are as they stood last; what went on ended with its run', () => {
  ran(500);
  ran(null);
  keep(alarm(1), alarm(2, { ended_at: 30 }), alarm(3, { last_at: 700 }));
  keep(alarm(2, { ended_at: 30, acknowledged_at: 40, count: 3 }));
  const stood = [
    alarm(1, { ended_at: 500 }),
    alarm(2, { ended_at: 30, acknowledged_at: 40, count: 3 }),
    alarm(3, { last_at: 700, ended_at: 700 }),
  ];
  expect(earlierAlarms(db)).toEqual(stood);
  ran(900);
  expect(earlierAlarms(db)).toEqual(stood);
});

it('are none of a kind that this version does not know', () => {
  keep(alarm(1, { kind: 'flood' as 'zombie' }), alarm(2));
  expect(earlierAlarms(db).map(({ alarm_id }) => alarm_id)).toEqual([2]);
});

it('are as many as are shown, and no more are kept', () => {
  keep(...Array.from({ length: Limit.ALARMS + 1 }, (_, index) => alarm(index + 1)));
  expect(earlierAlarms(db)).toHaveLength(Limit.ALARMS);
  expect(earlierAlarms(db)[0]?.alarm_id).toBe(2);
  expect(db.prepare('SELECT count(*) AS kept FROM alarms').get()).toEqual({ kept: Limit.ALARMS });
});
