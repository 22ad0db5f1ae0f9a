import { appendEvents, type TimedEvent } from './chain.ts';
import { journalFault, oneRow, prepared, transaction, type Database } from './database.ts';
import type { JournalRecord } from './records.ts';

/** What became of a batch. */
export type Written = {
  /** Records that could not be written, which is a bug and must not hold up the others. */
  readonly skipped: number;
  /** What was wrong with the last of them. */
  readonly fault: string | null;
};

/** Writes batches of records, each as one transaction. */
export class Writer {
  readonly #db: Database;
  readonly #run: string;

  /** @param run names the run of the net whose records these are */
  constructor(db: Database, run: string) {
    this.#db = db;
    this.#run = run;
  }

  /**
   * Writes a batch; it is on disk when the call returns. One that was written already, though
   * nobody was told, is not written again.
   *
   * @param batch its number, which grows
   * @throws SQLite's error; nothing of the batch is written then
   */
  write(batch: number, records: readonly JournalRecord[]): Written {
    return transaction(this.#db, () => {
      const query = 'SELECT batch FROM runs WHERE run = ?';
      const last = oneRow<{ batch: number }>(this.#db, query, this.#run)?.batch ?? 0;
      if (last >= batch) return { skipped: 0, fault: null };
      const written = this.#put(records);
      this.#run_('UPDATE runs SET batch = ? WHERE run = ?', batch, this.#run);
      return written;
    });
  }

  #put(records: readonly JournalRecord[]): Written {
    const events: TimedEvent[] = [];
    let [skipped, fault]: [number, string | null] = [0, null];
    for (const record of records) {
      if (record.is === 'event') {
        events.push(record);
        continue;
      }
      try {
        this.#putOne(record);
      } catch (error) {
        if (journalFault(error) !== 'other') throw error;
        skipped += 1;
        fault = `${record.is}: ${String(error)}`;
      }
    }
    appendEvents(this.#db, events);
    return { skipped, fault };
  }

  #putOne(record: Exclude<JournalRecord, { is: 'event' }>): void {
    switch (record.is) {
      case 'message': {
        const { message_id, channel_id, author_id, content, timestamp } = record.message;
        this.#run_(
          `INSERT INTO messages (message_id, channel_id, author_id, content, at)
           VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          ...[message_id, channel_id, author_id, content, timestamp],
        );
        break;
      }
      case 'channel': {
        const { channel_id, channel_name, mode, capacity, srtp, creator } = record.channel;
        this.#run_(
          'INSERT OR REPLACE INTO channels VALUES (?, ?, ?, ?, ?, ?, ?)',
          ...[channel_id, channel_name, mode, capacity, srtp, creator, record.channel.created_at],
        );
        break;
      }
      case 'channel_gone':
        this.#run_('DELETE FROM channels WHERE channel_id = ?', record.channelId);
        break;
      case 'session_began': {
        const { sessionId, user, jti, role, address, at } = record;
        this.#run_(
          'INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)',
          ...[sessionId, this.#run, user, jti, role, address, at],
        );
        break;
      }
      case 'session_ended':
        this.#run_(
          'UPDATE sessions SET ended_at = ?, why = ? WHERE session_id = ? AND ended_at IS NULL',
          ...[record.at, record.why, record.sessionId],
        );
        break;
      case 'traffic': {
        const { packets_in, bytes_in, packets_out, bytes_out, drops, expected, lost } = record.sum;
        const sums = [packets_in, bytes_in, packets_out, bytes_out, drops, expected, lost];
        this.#run_(
          `INSERT INTO traffic VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
             packets_in = packets_in + excluded.packets_in,
             bytes_in = bytes_in + excluded.bytes_in,
             packets_out = packets_out + excluded.packets_out,
             bytes_out = bytes_out + excluded.bytes_out,
             drops = drops + excluded.drops,
             expected = expected + excluded.expected,
             lost = lost + excluded.lost,
             jitter_ms = max(ifnull(jitter_ms, excluded.jitter_ms),
                             ifnull(excluded.jitter_ms, jitter_ms))`,
          ...[record.minute, record.user, record.channel],
          ...[...sums.map(Math.round), record.jitterMs],
        );
        break;
      }
      case 'alarm': {
        const { alarm_id, kind, subject, params, raised_at, last_at, count } = record.alarm;
        this.#run_(
          'INSERT OR REPLACE INTO alarms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          ...[alarm_id, kind, subject, JSON.stringify(params), raised_at, last_at, count],
          ...[record.alarm.ended_at, record.alarm.acknowledged_at],
        );
        break;
      }
      case 'token_used':
        this.#run_(
          'UPDATE tokens SET used_at = max(ifnull(used_at, 0), ?) WHERE jti = ?',
          ...[record.at, record.jti],
        );
        break;
      case 'run_settings': {
        const settings = JSON.stringify(record.settings);
        this.#run_('UPDATE runs SET settings = ? WHERE run = ?', settings, this.#run);
        break;
      }
      case 'run_ended':
        this.#run_('UPDATE runs SET ended_at = ? WHERE run = ?', record.at, this.#run);
        break;
    }
  }

  #run_(sql: string, ...values: (string | number | null)[]): void {
    prepared(this.#db, sql).run(...values);
  }
}
