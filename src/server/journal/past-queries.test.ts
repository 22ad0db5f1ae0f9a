import { beforeEach, expect, it } from 'vitest';
import type { NetEvent } from '../../contract/events.ts';
import { pastInput } from '../../contract/past.ts';
import { appendEvents } from './chain.ts';
import { transaction, type Database } from './database.ts';
import { PastQueries } from './past-queries.ts';
import type { TrafficSum } from './records.ts';
import { journalBench } from './testing/journal-bench.ts';
import { Writer } from './writer.ts';

const MINUTE = 60_000;

let db: Database;
let queries: PastQueries;
let batches = 0;

beforeEach(() => {
  ({ db } = journalBench().open());
  queries = new PastQueries(db);
});

/** What a user did in a channel, as the recorder tells it. */
function traffic(minute: number, user: string, channel: string, packets_in: number): void {
  const sum: TrafficSum = {
    ...{ packets_in, bytes_in: 0, packets_out: 2 * packets_in, bytes_out: 0 },
    ...{ drops: 1, expected: packets_in + 1, lost: 1 },
  };
  const record = { is: 'traffic', minute, user, channel, sum, jitterMs: packets_in } as const;
  new Writer(db, 'run').write((batches += 1), [record]);
}

const minutes = (input: object) =>
  queries.minutes(pastInput['traffic.minutes'].parse({ from: 0, minutes: 5, ...input })).minutes;

it('traffic comes by minute: of a user in a channel or in all, of a channel, of the net', () => {
  traffic(0, 'ann', 'alpha', 10);
  traffic(0, 'ann', 'bravo', 5);
  traffic(0, '', 'alpha', 100);
  traffic(2 * MINUTE, '', '', 1_000);
  traffic(2 * MINUTE, '', '', 2_000);
  traffic(5 * MINUTE, '', '', 1);
  const packets = (input: object) => minutes(input).map((row) => [row.minute, row.packets_in]);
  const nothing = [2 * MINUTE, 0];
  expect(packets({ user: 'ann' })).toEqual([[0, 15], nothing]);
  expect(packets({ user: 'ann', channel: 'bravo' })).toEqual([[0, 5], nothing]);
  expect(packets({ channel: 'alpha' })).toEqual([[0, 100], nothing]);
  expect(packets({ user: 'bob' })).toEqual([nothing]);
  expect(minutes({ from: 59_999 })).toEqual([
    {
      ...{ minute: 2 * MINUTE, packets_in: 3_000, packets_out: 6_000, drops: 2 },
      ...{ expected: 3_002, lost: 2, jitter_ms: 2_000 },
    },
  ]);
});

it('a minute in which the net was there and nothing came is one of nothing, others are left out', () => {
  traffic(0, '', '', 100);
  traffic(2 * MINUTE, '', '', 0);
  const zero = (minute: number): object => ({
    ...{ minute, packets_in: 0, packets_out: 0, drops: 0, expected: 0, lost: 0, jitter_ms: null },
  });
  expect(minutes({ user: 'ann' })).toEqual([zero(0), zero(2 * MINUTE)]);
  expect(minutes({ channel: 'alpha' })).toEqual([zero(0), zero(2 * MINUTE)]);
});

it('when the net was on the air comes with the minutes, as far as that was between them', () => {
  const ran = (run: string, from: number, to: number | null): void => {
    db.prepare(
      'INSERT INTO runs (run, pid, started_at, ended_at, settings) VALUES (?,1,?,?,?)',
    ).run(...[run, from, to, '{}']);
  };
  ran('one', 0, MINUTE);
  ran('two', MINUTE + 1, 2 * MINUTE);
  ran('three', 3 * MINUTE, null);
  const onAir = (from: number, count: number) =>
    queries.minutes(pastInput['traffic.minutes'].parse({ from, minutes: count })).on_air;
  const [one, two, three] = [
    { from: 0, to: MINUTE },
    { from: MINUTE + 1, to: 2 * MINUTE },
    { from: 3 * MINUTE, to: null },
  ];
  expect(onAir(0, 9)).toEqual([one, two, three]);
  expect(onAir(MINUTE, 2)).toEqual([two]);
  expect(onAir(9 * MINUTE, 1)).toEqual([three]);
});

it('no more minutes are asked for than a day has', () => {
  const asked = (count: number) =>
    pastInput['traffic.minutes'].safeParse({ from: 0, minutes: count }).success;
  expect([0, 1, 1_440, 1_441].map(asked)).toEqual([false, true, true, false]);
});

const by = 'ann';

function happened(...events: NetEvent[]): void {
  transaction(db, () =>
    appendEvents(
      db,
      events.map((event, index) => ({ at: 100 + index, event })),
    ),
  );
}

it('who talked last comes by channel', () => {
  const talked = (channel: string, user: string, ms: number): NetEvent => ({
    ...{ kind: 'talk.ended', by, user, channel, ssrc: 1, detail: { ms } },
  });
  happened(talked('alpha', 'ann', 10), talked('bravo', 'bob', 20), talked('alpha', 'cho', 30), {
    ...{ kind: 'channel.left', by, user: 'cho', channel: 'alpha', detail: {} },
  });
  expect(queries.lastTalks({ channel_ids: ['alpha', 'bravo', 'charlie'] }).talks).toEqual([
    { channel_id: 'alpha', user_id: 'cho', at: 102, ms: 30 },
    { channel_id: 'bravo', user_id: 'bob', at: 101, ms: 20 },
  ]);
});

it('where a radio has been comes the newest first, for both ways, in pages', () => {
  const login = { role: 'radio', session_id: 'sess_1' } as const;
  happened(
    { kind: 'radio.login', by, user: 'ann', address: '10.0.0.1:1', detail: login },
    {
      ...{ kind: 'media.latched', by, user: 'ann', channel: 'alpha', ssrc: 1 },
      ...{ address: '10.0.0.1:4000', detail: { by: 'stun' } },
    },
    { kind: 'radio.login', by: 'bob', user: 'bob', address: '10.0.0.2:1', detail: login },
    { kind: 'session.lost', by, user: 'ann', address: '10.0.0.1:1', detail: login },
    {
      ...{ kind: 'session.resumed', by, user: 'ann', address: '10.0.0.9:7' },
      detail: { session_id: 'sess_1', replayed: 0 },
    },
  );
  const places = (before?: number) =>
    queries.addresses(pastInput['radio.addresses'].parse({ user_id: 'ann', limit: 2, before }));
  expect(places()).toEqual({
    addresses: [
      {
        ...{ id: 5, at: 104, way: 'websocket', address: '10.0.0.9:7' },
        ...{ channel_id: null, how: 'resumed' },
      },
      {
        ...{ id: 2, at: 101, way: 'udp', address: '10.0.0.1:4000' },
        ...{ channel_id: 'alpha', how: 'stun' },
      },
    ],
    more: true,
  });
  expect(places(2)).toMatchObject({ addresses: [{ id: 1, how: 'login' }], more: false });
});

it('each answer is found by an index', () => {
  const plan = (sql: string): string =>
    JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  expect(
    plan(`SELECT at FROM events WHERE channel = 'a' AND kind = 'talk.ended' ORDER BY id DESC`),
  ).toContain('events_by_talk');
  expect(
    plan(`SELECT at FROM events WHERE user = 'a'
      AND kind IN ('radio.login', 'session.resumed', 'media.latched') AND id < 9 ORDER BY id DESC`),
  ).toContain('events_by_address');
});
