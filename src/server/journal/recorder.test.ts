import { beforeEach, expect, it } from 'vitest';
import { CloseCode } from '../../contract/errors.ts';
import { eventDetail } from '../../contract/events.ts';
import { DELTA_INTERVAL_MS } from '../../contract/limits.ts';
import type { Delta } from '../../contract/operator.ts';
import { Emitter } from '../emitter.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import { silentLog } from '../log.ts';
import { LimitCounts } from '../limit-counts.ts';
import { ManualClock } from '../manual-clock.ts';
import { Net } from '../net/net.ts';
import { systemRandom } from '../random.ts';
import { NOTHING_YET, type PeerCounters } from '../relay/counter-reader.ts';
import { Alarms } from '../operator/alarms.ts';
import { noSanctions } from '../operator/testing/no-sanctions.ts';
import { Feed } from '../operator/feed.ts';
import { Recorder } from './recorder.ts';
import type { JournalRecord } from './records.ts';

const NOTHING = {
  ...{ packets_in: 0, bytes_in: 0, packets_out: 0, bytes_out: 0 },
  ...{ drops: 0, expected: 0, lost: 0 },
};

let clock: ManualClock;
let net: Net;
let records: JournalRecord[];
let counters: Map<number, PeerCounters>;
let recorder: Recorder;
/** Drops that the relay has counted in all. */
let dropped: number;

beforeEach(() => {
  clock = new ManualClock(1_700_000_000_000 - (1_700_000_000_000 % 60_000));
  counters = new Map();
  dropped = 0;
  records = [];
  const relay = {
    hasRoom: true,
    addPeer: ({ ssrc }: { ssrc: number }) => void counters.set(ssrc, NOTHING_YET),
    removePeer: (ssrc: number) => void counters.delete(ssrc),
    mutePeer: () => undefined,
    setKey: () => undefined,
  };
  net = new Net({ relay, clock, random: systemRandom, log: silentLog });
  const media = {
    counters: (ssrc: number) => counters.get(ssrc) ?? null,
    presence: (ssrc: number) => (counters.get(ssrc)?.talking ? 1 : 0),
    work: (ssrc: number) => counters.get(ssrc)?.packets_in ?? 0,
    totals: () => ({ ...NOTHING, drops: { too_long: dropped } as never }),
    busyTime: () => null,
  };
  const tokens = { changed: new Emitter<string>(), token: () => undefined, tokens: () => [] };
  const feed = new Feed({
    net,
    tokens,
    alarms: new Alarms(clock),
    sanctions: noSanctions,
    media,
    clock,
    limits: new LimitCounts(),
    journal: { grown: new Emitter(), heads: () => ({ event_id: 0, message_id: 0 }) },
    state: { state: 'starting' },
  });
  const journal = {
    record: (record: JournalRecord) => void records.push(record),
    event: (event: Extract<JournalRecord, { is: 'event' }>['event']) => {
      eventDetail[event.kind].parse(event.detail);
      records.push({ is: 'event', at: clock.now(), event });
    },
  };
  const deltas: Pick<Emitter<Delta>, 'on'> = feed.delta;
  recorder = new Recorder({ net, journal, media, deltas, clock });
});

function logIn(userId: string): Session {
  const link: Link = {
    ...{ ip: '10.0.0.1', address: '10.0.0.1:1', secure: false },
    ...{ send: () => true, close: () => 0 },
  };
  const token = { jti: `tok_${userId}`, expiresAt: null, channels: ['*'], priority: 100 };
  return net.openSession({ userId, role: 'radio', ...token }, link);
}

function join(session: Session, ssrc: number): void {
  net.createChannel(session, { channel_id: 'alpha', channel_name: 'Alpha' });
  net.join(session, 'alpha', ssrc);
}

function count(ssrc: number, more: Partial<PeerCounters>): void {
  counters.set(ssrc, { ...(counters.get(ssrc) ?? NOTHING_YET), ...more });
}

const told = (): string[] =>
  records.map((record) => (record.is === 'event' ? record.event.kind : record.is));
const events = (kind: string) =>
  records.flatMap((record) =>
    record.is === 'event' && record.event.kind === kind ? [record.event] : [],
  );

it('keeps sessions, channels and what happened, each before the event that ends it', () => {
  const ann = logIn('ann');
  join(ann, 1);
  net.renameChannel(ann, 'alpha', 'Another');
  net.deleteChannel('operator', 'alpha');
  clock.advance(5_000);
  net.endSession(ann, CloseCode.ZOMBIE);
  expect(told()).toEqual([
    ...['session_began', 'radio.login', 'channel', 'channel.created', 'channel.joined'],
    ...['channel', 'channel.renamed', 'channel.left', 'channel_gone', 'channel.deleted'],
    ...['session_ended', 'session.ended'],
  ]);
  expect(events('session.ended')).toMatchObject([
    { by: 'net', user: 'ann', jti: 'tok_ann', address: '10.0.0.1:1' },
  ]);
  expect(events('session.ended')[0]?.detail).toMatchObject({ why: 'zombie', ms: 5_000 });
  expect(events('channel.renamed')).toMatchObject([
    { by: 'ann', channel: 'alpha', detail: { from: 'Alpha', to: 'Another' } },
  ]);
  expect(events('channel.left')).toMatchObject([{ by: 'operator', user: 'ann', ssrc: 1 }]);
});

it.each([
  [CloseCode.REPLACED, false, 'replaced', 'ann'],
  [CloseCode.SLOW_CONSUMER, false, 'slow', 'net'],
  [CloseCode.TOKEN_REVOKED, false, 'revoked', 'operator'],
  [undefined, false, 'left', 'ann'],
  [undefined, true, 'lost', 'net'],
])('tells why a session ended: %s, %s', (code, isLost, why, by) => {
  const session = logIn('ann');
  if (isLost) net.loseSession(session, session.link);
  else net.endSession(session, code);
  expect(events('session.ended')).toMatchObject([{ by, detail: { why } }]);
});

it('sums traffic up by minute, user and channel, to the last packet', () => {
  const [ann, bob] = [logIn('ann'), logIn('bob')];
  join(ann, 1);
  net.createChannel('operator', { channel_id: 'bravo', channel_name: 'Bravo' });
  net.join(ann, 'bravo', 2);
  net.join(bob, 'alpha', 3);
  const began = clock.now();
  records.length = 0;
  count(1, { packets_in: 10, bytes_in: 1_000, drops: { too_long: 2 }, expected: 13, lost: 3 });
  count(2, { packets_in: 5, bytes_in: 500 });
  count(3, { packets_out: 10, bytes_out: 1_000 });
  // Five of them are nobody's.
  dropped = 7;
  clock.advance(60_000);
  const lossy = { drops: 2, expected: 13, lost: 3 };
  const traffic = (user: string, channel: string, sum: object): object => ({
    ...{ is: 'traffic', minute: began, user, channel },
    sum: { ...NOTHING, ...sum },
    jitterMs: null,
  });
  expect(records).toEqual([
    traffic('ann', 'alpha', { packets_in: 10, bytes_in: 1_000, ...lossy }),
    traffic('ann', 'bravo', { packets_in: 5, bytes_in: 500 }),
    traffic('bob', 'alpha', { packets_out: 10, bytes_out: 1_000 }),
    traffic('', 'alpha', {
      ...{ packets_in: 10, bytes_in: 1_000, packets_out: 10, bytes_out: 1_000, ...lossy },
    }),
    traffic('', 'bravo', { packets_in: 5, bytes_in: 500 }),
    traffic('', '', {
      ...{ packets_in: 15, bytes_in: 1_500, packets_out: 10, bytes_out: 1_000, ...lossy },
      drops: 7,
    }),
  ]);
  count(1, { packets_in: 12, bytes_in: 1_200 });
  net.endSession(ann);
  clock.advance(60_000);
  expect(records.at(-1)).toEqual({
    ...{ is: 'traffic', minute: began + 60_000, user: '', channel: '' },
    ...{ sum: { ...NOTHING, packets_in: 2, bytes_in: 200 }, jitterMs: null },
  });
});

it('has a row of the net for every minute that it is there, and none for those it slept through', () => {
  const began = clock.now();
  records.length = 0;
  dropped = 3;
  clock.advance(60_000);
  clock.sleep(150_000);
  clock.advance(30_000);
  const net = (minute: number, drops: number): object => ({
    ...{ is: 'traffic', minute: began + minute * 60_000, user: '', channel: '' },
    ...{ sum: { ...NOTHING, drops }, jitterMs: null },
  });
  // It looks as soon as it is awake, at the minute in which it fell asleep, and once the next is over.
  expect(records).toEqual([net(0, 3), net(1, 0), net(3, 0)]);
});

it('has what came in a minute in the row of that minute, though its timer is late', () => {
  const began = clock.now();
  join(logIn('ann'), 1);
  count(1, { packets_in: 50 });
  clock.advance(59_990);
  clock.sleep(60);
  clock.advance(60_000);
  const rows = records.flatMap((record) =>
    record.is === 'traffic' && record.user === 'ann' ? [[record.minute - began, record.sum]] : [],
  );
  expect(rows).toMatchObject([[0, { packets_in: 50 }]]);
});

it('begins anew where another has the SSRC', () => {
  const [ann, bob] = [logIn('ann'), logIn('bob')];
  join(ann, 1);
  count(1, { packets_in: 10 });
  net.leave(ann, 'alpha');
  net.join(bob, 'alpha', 1);
  count(1, { packets_in: 4 });
  recorder.stop();
  const sums = records.flatMap((record) =>
    record.is === 'traffic' ? [[record.user, record.sum.packets_in]] : [],
  );
  expect(sums.slice(0, 2)).toEqual([
    ['ann', 10],
    ['bob', 4],
  ]);
});

it('looks when a minute of the clock is over, and keeps the worst jitter of those that came', () => {
  clock.advance(45_000);
  const minute = clock.now() - 45_000;
  join(logIn('ann'), 1);
  for (const jitter_ms of [3, 9, 4]) {
    count(1, { packets_in: (counters.get(1)?.packets_in ?? 0) + 50, jitter_ms });
    clock.advance(2_000);
  }
  // Nothing comes in any more, and what its jitter was is no figure of this minute.
  count(1, { jitter_ms: 70 });
  clock.advance(9_000);
  const rows = records.filter((record) => record.is === 'traffic');
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({ minute, user: 'ann', channel: 'alpha', jitterMs: 9 });
  expect(rows[2]).toMatchObject({ user: '', channel: '', jitterMs: 9, sum: { packets_in: 150 } });
});

it('tells where the media of a radio comes from, once for each address', () => {
  const ann = logIn('ann');
  join(ann, 1);
  const from = (address: string): void => {
    count(1, { packets_in: (counters.get(1)?.packets_in ?? 0) + 1, address, latchedBy: 'stun' });
    clock.advance(1_000);
  };
  from('10.0.0.1:4000');
  from('10.0.0.1:4000');
  from('10.0.0.9:4001');
  expect(events('media.latched')).toMatchObject([
    { by: 'ann', user: 'ann', channel: 'alpha', ssrc: 1, address: '10.0.0.1:4000' },
    { address: '10.0.0.9:4001', detail: { by: 'stun' } },
  ]);
  net.leave(ann, 'alpha');
  net.join(ann, 'alpha', 1);
  from('10.0.0.9:4001');
  expect(events('media.latched')).toHaveLength(3);
});

it('tells of a talk spurt once it is over, or its talker is gone', () => {
  const ann = logIn('ann');
  join(ann, 1);
  const spurt = (talking: boolean, spurt_ms: number): void => {
    count(1, { talking, spurt_ms, talkStartedAt: clock.monotonic() });
    clock.advance(DELTA_INTERVAL_MS);
  };
  spurt(true, 20);
  expect(events('talk.ended')).toEqual([]);
  spurt(false, 1_234.5);
  expect(events('talk.ended')).toMatchObject([
    { by: 'ann', user: 'ann', channel: 'alpha', ssrc: 1, detail: { ms: 1_235 } },
  ]);
  spurt(false, 1_234.5);
  spurt(true, 60);
  count(1, { spurt_ms: 80 });
  net.leave(ann, 'alpha');
  expect(events('talk.ended').at(-1)?.detail).toEqual({ ms: 80 });
  expect(told().slice(-2)).toEqual(['talk.ended', 'channel.left']);
});
