import { ALARM_SEVERITY, type AlarmKind, type AlarmView } from '../../contract/alarms.ts';
import { Limit } from '../../contract/limits.ts';
import { oneRow, transaction, type Database } from './database.ts';

type AlarmRow = Omit<AlarmView, 'severity' | 'params'> & { readonly params: string };

/**
 * The alarms of earlier runs, the oldest first. What they were about ended with the run before this
 * one: its threads, ports and sessions are gone. Those beyond what is shown are forgotten.
 *
 * @throws SQLite's error
 */
export function earlierAlarms(db: Database): AlarmView[] {
  return transaction(db, () => {
    const last = oneRow<{ at: number | null }>(db, 'SELECT max(ended_at) AS at FROM runs');
    db.prepare('UPDATE alarms SET ended_at = max(last_at, ?) WHERE ended_at IS NULL').run(
      last?.at ?? 0,
    );
    db.prepare(
      `DELETE FROM alarms WHERE alarm_id NOT IN
         (SELECT alarm_id FROM alarms ORDER BY alarm_id DESC LIMIT ?)`,
    ).run(Limit.ALARMS);
    const rows = db.prepare('SELECT * FROM alarms ORDER BY alarm_id').all() as AlarmRow[];
    return rows.flatMap((row) => (isKnown(row.kind) ? [viewOf(row)] : []));
  });
}

/** Not so for an alarm of a later version, or one that is no more. */
function isKnown(kind: string): kind is AlarmKind {
  return Object.hasOwn(ALARM_SEVERITY, kind);
}

function viewOf({ params, ...row }: AlarmRow): AlarmView {
  return {
    ...row,
    severity: ALARM_SEVERITY[row.kind],
    params: JSON.parse(params) as AlarmView['params'],
  } as AlarmView;
}
