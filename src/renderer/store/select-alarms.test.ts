import { expect, it } from 'vitest';
import type { AlarmView } from '../../contract/alarms.ts';
import { newestUnheard, sortedAlarms } from './select-alarms.ts';
import type { Table } from './state.ts';

function alarm(alarm_id: number, changes: Partial<AlarmView> = {}): AlarmView {
  return {
    ...{ alarm_id, kind: 'zombie', severity: 'warning', subject: String(alarm_id), count: 1 },
    ...{ params: { user_id: String(alarm_id) }, raised_at: alarm_id, last_at: alarm_id },
    ...{ ended_at: null, acknowledged_at: null },
    ...changes,
  } as AlarmView;
}

const table = (...rows: AlarmView[]): Table<'alarms'> =>
  new Map(rows.map((row) => [row.alarm_id, row]));
const over = { ended_at: 9, acknowledged_at: 9 };
const ids = (rows: readonly AlarmView[]): number[] => rows.map(({ alarm_id }) => alarm_id);

it('has the worst first, and of those the newest', () => {
  const { open } = sortedAlarms(
    table(
      alarm(1),
      alarm(2, { severity: 'critical' }),
      alarm(3),
      alarm(4, { severity: 'critical' }),
    ),
  );
  expect(ids(open)).toEqual([4, 2, 3, 1]);
});

it('has those apart that are over and acknowledged, the last twenty of them', () => {
  const past = Array.from({ length: 25 }, (_, n) => alarm(n + 10, over));
  const { open, earlier } = sortedAlarms(
    table(alarm(1, { ended_at: 9 }), alarm(2, { acknowledged_at: 9 }), ...past),
  );
  expect(ids(open)).toEqual([2, 1]);
  expect(ids(earlier)).toEqual(Array.from({ length: 20 }, (_, n) => 34 - n));
});

it('says the newest aloud that nobody has acknowledged', () => {
  const rows = table(alarm(1), alarm(2), alarm(3, { acknowledged_at: 9 }));
  expect(newestUnheard(rows, 'warning')?.alarm_id).toBe(2);
  expect(newestUnheard(rows, 'critical')).toBeUndefined();
});
