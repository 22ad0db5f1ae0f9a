import { createHash } from 'node:crypto';
import type { NetEvent } from '../../contract/events.ts';
import { oneRow, prepared, type Database } from './database.ts';

/** An event with the time of it, in ms since 1970. */
export type TimedEvent = { readonly at: number; readonly event: NetEvent };

/** A row of the audit trail. */
export type EventRow = {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly by: string;
  readonly user: string | null;
  readonly channel: string | null;
  readonly ssrc: number | null;
  readonly jti: string | null;
  readonly address: string | null;
  /** JSON. */
  readonly detail: string;
};

type ChainRow = {
  readonly anchor_id: number;
  readonly anchor_hash: Uint8Array;
  readonly head_id: number;
  readonly head_hash: Uint8Array;
};

/** Both ends of the chain. */
export function chainOf(db: Database): ChainRow {
  const row = oneRow<ChainRow>(db, 'SELECT * FROM chain');
  if (row === undefined) throw new Error('the chain has no ends');
  return row;
}

/**
 * The hash of a row: SHA-256 over the hash before it and the row in one certain form, a JSON array
 * of its columns in their order.
 */
function hashOf(before: Uint8Array, row: EventRow): Buffer {
  const { id, at, kind, by, user, channel, ssrc, jti, address, detail } = row;
  const canonical = JSON.stringify([id, at, kind, by, user, channel, ssrc, jti, address, detail]);
  return createHash('sha256').update(before).update(canonical, 'utf8').digest();
}

/**
 * Appends events to the trail. Belongs inside a transaction: the end of the chain is read in it,
 * so that several processes may append.
 */
export function appendEvents(db: Database, events: readonly TimedEvent[]): void {
  if (events.length === 0) return;
  const insert = prepared(db, 'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  let { head_id: id, head_hash: hash } = chainOf(db);
  for (const { at, event } of events) {
    id += 1;
    const row: EventRow = {
      id,
      at,
      kind: event.kind,
      by: wellFormed(event.by),
      user: wellFormed(event.user),
      channel: wellFormed(event.channel),
      ssrc: event.ssrc ?? null,
      jti: wellFormed(event.jti),
      address: event.address ?? null,
      detail: JSON.stringify(event.detail),
    };
    hash = hashOf(hash, row);
    insert.run(...Object.values(row), hash);
  }
  prepared(db, 'UPDATE chain SET head_id = ?, head_hash = ?').run(id, hash);
}

/** SQLite keeps UTF-8: what is hashed has to be what is read again. */
function wellFormed<T extends string | undefined>(
  text: T,
): T extends string ? string : string | null;
function wellFormed(text: string | undefined): string | null {
  // A NUL would end the text for some of SQLite's functions.
  return text === undefined ? null : text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** What a look at the whole chain found. */
export type Verdict =
  | { readonly ok: true; readonly count: number; readonly anchor: number; readonly head: string }
  | { readonly ok: false; readonly id: number; readonly fault: string };

/** Goes through the whole chain, from its anchor to its end. */
export function verifyChain(db: Database): Verdict {
  db.exec('BEGIN');
  try {
    const { anchor_id, anchor_hash, head_id, head_hash } = chainOf(db);
    let [id, hash]: [number, Uint8Array] = [anchor_id, anchor_hash];
    for (const found of db.prepare('SELECT * FROM events ORDER BY id').iterate()) {
      const row = found as EventRow & { hash: Uint8Array };
      if (row.id <= anchor_id) return broken(row.id, 'should have been pruned');
      if (row.id !== id + 1) return broken(id + 1, 'is missing');
      hash = hashOf(hash, row);
      if (!same(hash, row.hash)) return broken(row.id, 'is not what was written, or not in place');
      id = row.id;
    }
    if (id !== head_id) return broken(id + 1, 'is missing: the chain is cut off');
    if (!same(hash, head_hash)) return broken(id, 'is not the one that was written last');
    const head = Buffer.from(hash).toString('hex');
    return { ok: true, count: id - anchor_id, anchor: anchor_id, head };
  } finally {
    db.exec('ROLLBACK');
  }
}

function broken(id: number, fault: string): Verdict {
  return { ok: false, id, fault };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
