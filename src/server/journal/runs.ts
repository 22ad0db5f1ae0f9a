import type { NetEvent } from '../../contract/events.ts';
import { settingChanges } from '../../contract/setting-changes.ts';
import type { Settings } from '../../contract/settings.ts';
import { appendEvents } from './chain.ts';
import { oneRow, transaction, type Database } from './database.ts';
import { MINUTE_MS } from './traffic-minutes.ts';

type RunRow = {
  readonly run: string;
  readonly pid: number;
  readonly started_at: number;
  readonly settings: string;
};

export type RunOptions = {
  /** Names this run; nobody else's. */
  readonly run: string;
  readonly pid: number;
  readonly settings: Settings;
  /** In ms since 1970. */
  readonly now: number;
  /** Whether a process is there. */
  readonly isAlive: (pid: number) => boolean;
};

/**
 * Notes that the net starts. A run before it that came to no end was a crash: its sessions are
 * ended, and the trail tells of it, as of settings that are not those of the run before.
 *
 * @throws SQLite's error; nothing has changed then
 */
export function beginRun(db: Database, options: RunOptions): void {
  const { run, pid, settings, now, isAlive } = options;
  transaction(db, () => {
    const last = oneRow<RunRow>(db, 'SELECT * FROM runs ORDER BY rowid DESC LIMIT 1');
    const changes = last ? settingChanges(JSON.parse(last.settings), settings) : [];
    const open = db.prepare('SELECT * FROM runs WHERE ended_at IS NULL').all() as RunRow[];
    const events: NetEvent[] = [];
    for (const crashed of open.filter((other) => other.pid === pid || !isAlive(other.pid))) {
      const sessions = endRun(db, crashed.run, now);
      const detail = { started_at: crashed.started_at, sessions };
      events.push({ kind: 'net.unclean_end', by: 'net', detail });
    }
    if (changes.length > 0) {
      const detail = { fields: changes.map(({ field }) => field), changes };
      events.push({ kind: 'net.settings_changed', by: 'operator', detail });
    }
    appendEvents(
      db,
      events.map((event) => ({ at: now, event })),
    );
    db.prepare('INSERT INTO runs (run, pid, started_at, settings) VALUES (?, ?, ?, ?)').run(
      ...[run, pid, now, JSON.stringify(settings)],
    );
  });
}

/** Ends what a crash left open, as of the last that is known of it. */
function endRun(db: Database, run: string, now: number): number {
  // A minute of the net is written when it is over, whether anything happened in it or not.
  const last = 'SELECT max(minute) + ? AS at FROM traffic';
  const seen = [
    oneRow<{ at: number | null }>(db, 'SELECT max(at) AS at FROM events')?.at ?? 0,
    Math.min(oneRow<{ at: number | null }>(db, last, MINUTE_MS)?.at ?? 0, now),
  ];
  const at = Math.max(...seen);
  db.prepare('UPDATE runs SET ended_at = max(started_at, ?) WHERE run = ?').run(at, run);
  const ended = db
    .prepare(
      `UPDATE sessions SET ended_at = max(began_at, ?), why = 'net_crashed'
       WHERE run = ? AND ended_at IS NULL`,
    )
    .run(at, run);
  return ended.changes;
}
