import {
  OPERATOR,
  type EventView,
  type JournalHeads,
  type MessageView,
} from '../../contract/events.ts';
import { Limit } from '../../contract/limits.ts';
import type { OperatorOutput, operatorInput } from '../../contract/operator.ts';
import type { z } from 'zod';
import { chainOf, type EventRow } from './chain.ts';
import { oneRow, type Database } from './database.ts';
import type { ChannelRecord } from './records.ts';

type EventQuery = z.output<(typeof operatorInput)['events.list']>;
type MessageQuery = z.output<(typeof operatorInput)['messages.list']>;

/** Reads the journal. What was recorded in this very moment may not be there yet. */
export class JournalQueries {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Events, the newest first. */
  events(query: EventQuery): OperatorOutput['events.list'] {
    const { limit } = query;
    const { sql, values } = eventsSql(query);
    const rows = this.#db.prepare(sql).all(...values, limit + 1) as EventRow[];
    return { events: rows.slice(0, limit).map(eventView), more: rows.length > limit };
  }

  /** Messages of a channel, the newest first. */
  messages({ channel_id, before, limit }: MessageQuery): OperatorOutput['messages.list'] {
    const where = new Where();
    where.add('channel_id = ?', channel_id);
    where.addIf('id < ?', before);
    const rows = this.#db
      .prepare(
        `SELECT id, message_id, channel_id, author_id, content, at AS timestamp
         FROM messages ${where.sql} ORDER BY id DESC LIMIT ?`,
      )
      .all(...where.values, limit + 1) as MessageView[];
    return { messages: rows.slice(0, limit), more: rows.length > limit };
  }

  /** How many messages that no operator wrote came to each channel since the one that was read. */
  unread(read: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
    const query = this.#db.prepare(
      `SELECT count(*) AS count FROM (SELECT 1 FROM messages
       WHERE channel_id = ? AND id > ? AND author_id <> ? LIMIT ?)`,
    );
    const counts = Object.entries(read).map(([channel, id]): [string, number] => {
      const row = query.get(channel, id, OPERATOR, Limit.UNREAD_COUNTED) as { count: number };
      return [channel, row.count];
    });
    return Object.fromEntries(counts);
  }

  /** The newest event and the newest message. */
  heads(): JournalHeads {
    const message = oneRow<{ id: number | null }>(this.#db, 'SELECT max(id) AS id FROM messages');
    return { event_id: chainOf(this.#db).head_id, message_id: message?.id ?? 0 };
  }

  /** Channels that were made while the net was running, the oldest first. */
  channels(): ChannelRecord[] {
    return this.#db
      .prepare('SELECT * FROM channels ORDER BY created_at, channel_id')
      .all() as ChannelRecord[];
  }
}

/** What reads events, and its values but for the last, the limit. */
export function eventsSql({ kinds, user, channel, since, until, before }: EventQuery) {
  const where = new Where();
  if (kinds) where.add(`kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds);
  where.addIf('channel = ?', channel);
  where.addIf('at >= ?', since);
  where.addIf('at < ?', until);
  where.addIf('id < ?', before);
  // What befell a user and what he did, each by an index of its own in the order of ids: merged,
  // they are read no further back than the page goes. An OR would read and sort all there is.
  const parts = user === undefined ? [[]] : [['user = ?'], ['by = ?', 'user IS NOT by']];
  const selects = parts.map((whose) => `SELECT * FROM events ${where.sqlWith(...whose)}`);
  return {
    sql: `${selects.join(' UNION ALL ')} ORDER BY id DESC LIMIT ?`,
    values: parts.flatMap(() => [...where.values, ...(user === undefined ? [] : [user])]),
  };
}

/** Conditions that all have to hold. */
class Where {
  readonly values: (string | number)[] = [];
  readonly #conditions: string[] = [];

  get sql(): string {
    return this.sqlWith();
  }

  /** The same with more conditions behind, whose values come last. */
  sqlWith(...more: readonly string[]): string {
    const all = [...this.#conditions, ...more];
    return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
  }

  add(condition: string, ...values: (string | number)[]): void {
    this.#conditions.push(condition);
    this.values.push(...values);
  }

  /** Adds a condition unless a value of it was not given. */
  addIf(condition: string, ...values: (string | number | undefined)[]): void {
    const given = values.filter((value) => value !== undefined);
    if (given.length === values.length) this.add(condition, ...given);
  }
}

function eventView(row: EventRow): EventView {
  const { id, at, kind, by, user, channel, ssrc, jti, address } = row;
  const detail = JSON.parse(row.detail) as EventView['detail'];
  return { id, at, kind: kind as EventView['kind'], by, user, channel, ssrc, jti, address, detail };
}
