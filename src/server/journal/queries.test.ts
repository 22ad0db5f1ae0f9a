import { beforeEach, describe, expect, it } from 'vitest';
import { operatorInput } from '../../contract/operator.ts';
import { appendEvents } from './chain.ts';
import { transaction, type Database } from './database.ts';
import { eventsSql, JournalQueries } from './queries.ts';
import { journalBench } from './testing/journal-bench.ts';

let db: Database;
let queries: JournalQueries;

beforeEach(() => {
  ({ db } = journalBench().open());
  queries = new JournalQueries(db);
  transaction(db, () =>
    appendEvents(db, [
      { at: 1, event: { kind: 'radio.kicked', by: 'operator', user: 'ann', detail: {} } },
      {
        at: 2,
        event: {
          ...{ kind: 'channel.joined', by: 'ann', user: 'ann', channel: 'alpha', ssrc: 7 },
          detail: { encrypted: true },
        },
      },
      {
        at: 3,
        event: {
          ...{ kind: 'channel.deleted', by: 'bob', channel: 'alpha' },
          detail: { channel_name: 'Alpha' },
        },
      },
    ]),
  );
});

const ids = (input: object): number[] =>
  queries.events(operatorInput['events.list'].parse(input)).events.map(({ id }) => id);

describe('events', () => {
  it('come the newest first, as they were', () => {
    const { events, more } = queries.events(operatorInput['events.list'].parse({}));
    expect(events.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(more).toBe(false);
    expect(events[1]).toEqual({
      ...{ id: 2, at: 2, kind: 'channel.joined', by: 'ann', user: 'ann', channel: 'alpha' },
      ...{ ssrc: 7, jti: null, address: null, detail: { encrypted: true } },
    });
  });

  it.each([
    [{ kinds: ['radio.kicked', 'channel.deleted'] }, [3, 1]],
    [{ user: 'ann' }, [2, 1]],
    [{ user: 'bob' }, [3]],
    [{ channel: 'alpha' }, [3, 2]],
    [{ since: 2 }, [3, 2]],
    [{ until: 2 }, [1]],
    [{ user: 'ann', channel: 'alpha', kinds: ['channel.joined'] }, [2]],
    [{ before: 3, limit: 1 }, [2]],
  ])('can be chosen by %j', (input, wanted) => {
    expect(ids(input)).toEqual(wanted);
  });

  it.each([{ user: 'ann' }, { user: 'ann', since: 1, before: 9 }])(
    'of a user are found by indices, the newest first, without sorting: %j',
    (input) => {
      const { sql, values } = eventsSql(operatorInput['events.list'].parse(input));
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values, 100) as {
        detail: string;
      }[];
      const details = plan.map(({ detail }) => detail);
      expect(details.filter((detail) => /SCAN|TEMP B-TREE/.test(detail))).toEqual([]);
      expect(details.filter((detail) => detail.startsWith('SEARCH'))).toEqual([
        expect.stringMatching(/USING INDEX events_by_user /),
        expect.stringMatching(/USING INDEX events_by_actor /),
      ]);
    },
  );

  it('come in pages', () => {
    const page = (before?: number) =>
      queries.events(operatorInput['events.list'].parse({ limit: 2, before }));
    expect(page()).toMatchObject({ events: [{ id: 3 }, { id: 2 }], more: true });
    expect(page(2)).toMatchObject({ events: [{ id: 1 }], more: false });
  });

  it.each([{ kinds: [] }, { kinds: ['no.such'] }, { limit: 0 }, { limit: 501 }, { sql: '' }])(
    'refuse %j',
    (input) => {
      expect(operatorInput['events.list'].safeParse(input).success).toBe(false);
    },
  );
});

it('messages come by channel, in pages', () => {
  for (const [n, channel] of ['alpha', 'bravo', 'alpha', 'alpha'].entries()) {
    db.prepare('INSERT INTO messages VALUES (NULL, ?, ?, ?, ?, ?)').run(
      ...[`msg_${n}`, channel, 'ann', `text ${n}`, n],
    );
  }
  const page = (before?: number) =>
    queries.messages(
      operatorInput['messages.list'].parse({ channel_id: 'alpha', limit: 2, before }),
    );
  expect(page()).toEqual({
    messages: [3, 2].map((n) => ({
      ...{ id: n + 1, message_id: `msg_${n}`, channel_id: 'alpha', author_id: 'ann' },
      ...{ content: `text ${n}`, timestamp: n },
    })),
    more: true,
  });
  expect(page(3)).toMatchObject({ messages: [{ content: 'text 0' }], more: false });
});
