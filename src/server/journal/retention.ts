import { appendEvents, chainOf } from './chain.ts';
import { oneRow, pragma, transaction, type Database } from './database.ts';

/** How long and how much the journal keeps. */
export type Retention = {
  /** Age past which records are removed, in ms. */
  readonly keepMs: number;
  /** Size of the database past which the oldest records are removed, in bytes. */
  readonly maxBytes: number;
};

/** Rows of a table that are removed in one transaction, so that others need not wait for long. */
const CHUNK_ROWS = 2_000;

/** The share of the time span that goes at once where the database has become too large. */
const STEP = 0.1;

/** The size of what is kept, in bytes; pages that are free again do not count. */
function usedBytes(db: Database): number {
  const pages = pragma(db, 'page_count') - pragma(db, 'freelist_count');
  return pages * pragma(db, 'page_size');
}

/**
 * Removes what is too old or too much, the oldest first. The audit trail goes on where it was cut:
 * the anchor remembers the hash of the last event that went.
 *
 * @param now in ms since 1970
 * @returns one step at a time, so that other work comes in between
 */
export function* prune(
  db: Database,
  { keepMs, maxBytes }: Retention,
  now: number,
): Generator<undefined, { events: number; messages: number }> {
  const sum = { events: 0, messages: 0 };
  function* upTo(before: number): Generator<undefined> {
    for (;;) {
      const { events, messages, more } = transaction(db, () => removeChunk(db, before));
      sum.events += events;
      sum.messages += messages;
      yield;
      if (!more) return;
    }
  }
  yield* upTo(now - keepMs);
  while (usedBytes(db) > maxBytes) {
    const oldest = oldestAt(db);
    if (oldest === null || oldest >= now) break;
    yield* upTo(Math.ceil(oldest + Math.max(1, STEP * (now - oldest))));
  }
  if (sum.events + sum.messages > 0) {
    const event = { kind: 'journal.pruned', by: 'net', detail: sum } as const;
    transaction(db, () => appendEvents(db, [{ at: now, event }]));
  }
  db.exec('PRAGMA incremental_vacuum');
  return sum;
}

/** The time of the oldest record that may go. */
function oldestAt(db: Database): number | null {
  const row = oneRow<{ at: number | null }>(
    db,
    `SELECT min(at) AS at FROM (
         SELECT min(at) AS at FROM events WHERE id < (SELECT head_id FROM chain)
         UNION ALL SELECT min(at) FROM messages
         UNION ALL SELECT min(began_at) FROM sessions WHERE ended_at IS NOT NULL
         UNION ALL SELECT min(minute) FROM traffic)`,
  );
  return row?.at ?? null;
}

function removeChunk(
  db: Database,
  before: number,
): { events: number; messages: number; more: boolean } {
  const removed = (sql: string): number => db.prepare(sql).run(before, CHUNK_ROWS).changes;
  const events = removeEvents(db, before);
  const messages = removed(
    'DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE at < ? LIMIT ?)',
  );
  const sessions = removed(
    `DELETE FROM sessions WHERE rowid IN
       (SELECT rowid FROM sessions WHERE began_at < ? AND ended_at IS NOT NULL LIMIT ?)`,
  );
  const traffic = removed(
    `DELETE FROM traffic WHERE (minute, user, channel) IN
       (SELECT minute, user, channel FROM traffic WHERE minute < ? LIMIT ?)`,
  );
  removed(
    `DELETE FROM runs WHERE rowid IN
       (SELECT rowid FROM runs WHERE started_at < ? AND ended_at IS NOT NULL LIMIT ?)`,
  );
  return { events, messages, more: [events, messages, sessions, traffic].includes(CHUNK_ROWS) };
}

/** Removes events from the oldest on, up to the first that is not old. The last one always stays. */
function removeEvents(db: Database, before: number): number {
  const { anchor_id, head_id } = chainOf(db);
  const query = 'SELECT id FROM events WHERE at >= ? ORDER BY id LIMIT 1';
  const firstKept = oneRow<{ id: number }>(db, query, before)?.id ?? head_id;
  const last = Math.min(firstKept - 1, head_id - 1, anchor_id + CHUNK_ROWS);
  if (last <= anchor_id) return 0;
  db.prepare(
    'UPDATE chain SET anchor_id = ?1, anchor_hash = (SELECT hash FROM events WHERE id = ?1)',
  ).run(last);
  db.prepare('DELETE FROM events WHERE id <= ?').run(last);
  return last - anchor_id;
}
