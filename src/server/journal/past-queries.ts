import type { z } from 'zod';
import type {
  AddressView,
  OnAir,
  PastOutput,
  pastInput,
  TalkView,
  TrafficMinute,
} from '../../contract/past.ts';
import type { Database } from './database.ts';
import { MINUTE_MS, minuteOf, WHOLE } from './traffic-minutes.ts';

type Checked<Q extends keyof typeof pastInput> = z.output<(typeof pastInput)[Q]>;

/** Events that tell of an address, in the very words of the index `events_by_address`. */
const TELLS_ADDRESS = `kind IN ('radio.login', 'session.resumed', 'media.latched')`;

/** Runs of the net that are looked through: far more than begin within a day. */
const RUNS = 500;

type MinuteRow = TrafficMinute & { readonly users: number };
type AddressRow = {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly channel: string | null;
  readonly address: string;
  readonly detail: string;
};

/** Reads what charts and lists show of the past. Each answer costs a few look-ups in an index. */
export class PastQueries {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Traffic minute by minute. A user's is that of all its channels where none is given; a channel's
   * and the net's are kept as sums of their own, so that no minute takes more than two look-ups.
   */
  minutes(query: Checked<'traffic.minutes'>): PastOutput['traffic.minutes'] {
    const { from, minutes, user = WHOLE } = query;
    const channel = query.channel ?? (user === WHOLE ? WHOLE : undefined);
    const statement = this.#db.prepare(
      `SELECT count(*) AS users, ? AS minute,
         total(packets_in) AS packets_in, total(packets_out) AS packets_out, total(drops) AS drops,
         total(expected) AS expected, total(lost) AS lost, max(jitter_ms) AS jitter_ms
       FROM traffic WHERE minute = ? AND user = ? ${channel === undefined ? '' : 'AND channel = ?'}`,
    );
    // That of the net is kept whether anything was relayed or not.
    const net = this.#db.prepare(
      'SELECT 1 FROM traffic WHERE minute = ? AND user = ? AND channel = ?',
    );
    const place = channel === undefined ? [user] : [user, channel];
    const first = minuteOf(from);
    const found: TrafficMinute[] = [];
    for (let nth = 0; nth < minutes; nth += 1) {
      const minute = first + nth * MINUTE_MS;
      const { users, ...row } = statement.get(minute, minute, ...place) as MinuteRow;
      if (users > 0 || net.get(minute, WHOLE, WHOLE) !== undefined) found.push(row);
    }
    return { minutes: found, on_air: this.#onAir(first, first + minutes * MINUTE_MS) };
  }

  /** When the net was on the air, as far as that is between two times; oldest first. */
  #onAir(from: number, to: number): OnAir[] {
    const runs = this.#db
      .prepare(
        `SELECT started_at AS "from", ended_at AS "to" FROM runs
         WHERE started_at < ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY started_at DESC LIMIT ?`,
      )
      .all(to, from, RUNS) as OnAir[];
    return runs.reverse();
  }

  /** The last talk spurt of each channel. */
  lastTalks({ channel_ids }: Checked<'talks.last'>): PastOutput['talks.last'] {
    const statement = this.#db.prepare(
      `SELECT channel AS channel_id, user AS user_id, at, json_extract(detail, '$.ms') AS ms
       FROM events WHERE channel = ? AND kind = 'talk.ended' ORDER BY id DESC LIMIT 1`,
    );
    const talks = channel_ids.flatMap((id) => (statement.get(id) as TalkView | undefined) ?? []);
    return { talks };
  }

  /** Where a radio has been, the newest first. */
  addresses(query: Checked<'radio.addresses'>): PastOutput['radio.addresses'] {
    const { user_id, before = Number.MAX_SAFE_INTEGER, limit } = query;
    const rows = this.#db
      .prepare(
        `SELECT id, at, kind, channel, address, detail FROM events
         WHERE user = ? AND ${TELLS_ADDRESS} AND address IS NOT NULL AND id < ?
         ORDER BY id DESC LIMIT ?`,
      )
      .all(user_id, before, limit + 1) as AddressRow[];
    return { addresses: rows.slice(0, limit).map(addressView), more: rows.length > limit };
  }
}

function addressView({ id, at, kind, channel, address, detail }: AddressRow): AddressView {
  const known = { id, at, address };
  if (kind === 'radio.login') return { ...known, way: 'websocket', channel_id: null, how: 'login' };
  if (kind === 'session.resumed') {
    return { ...known, way: 'websocket', channel_id: null, how: 'resumed' };
  }
  const { by } = JSON.parse(detail) as { by: Extract<AddressView['how'], 'rtp' | 'stun' | 'srtp'> };
  return { ...known, way: 'udp', channel_id: channel, how: by };
}
