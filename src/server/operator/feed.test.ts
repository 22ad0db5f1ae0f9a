import { beforeEach, expect, it } from 'vitest';
import type { Delta, NetState, Totals } from '../../contract/operator.ts';
import { Emitter } from '../emitter.ts';
import { silentLog } from '../log.ts';
import { LimitCounts } from '../limit-counts.ts';
import { ManualClock } from '../manual-clock.ts';
import { Net } from '../net/net.ts';
import { systemRandom } from '../random.ts';
import type { BusyTime } from '../relay/busy-time.ts';
import { Alarms } from './alarms.ts';
import { noSanctions } from './testing/no-sanctions.ts';
import { Feed, type FeedOptions } from './feed.ts';

const STATE: NetState = { state: 'starting' };
const FAILED: NetState = {
  state: 'failed',
  error: { code: 'internal', reason: '', params: {} },
  can_go_back: false,
  ports: { ws_port: 1, wss_port: 3, udp_port: 2 },
};

let clock: ManualClock;
let feed: Feed;
let grown: Emitter<undefined>;
let told: Delta[];
let busy: BusyTime | null;

beforeEach(() => {
  clock = new ManualClock();
  told = [];
  busy = null;
  grown = new Emitter();
  const relay = {
    hasRoom: true,
    addPeer: () => undefined,
    removePeer: () => undefined,
    mutePeer: () => undefined,
    setKey: () => undefined,
  };
  const totals = { packets_in: 0, bytes_in: 0, packets_out: 0, bytes_out: 0, drops: {} };
  feed = new Feed({
    net: new Net({ relay, clock, random: systemRandom, log: silentLog }),
    tokens: { changed: new Emitter<string>(), token: () => undefined, tokens: () => [] },
    // No membership, so nothing is asked of the relay but its totals and its load.
    media: {
      totals: () => totals as unknown as Totals,
      busyTime: () => busy,
    } as FeedOptions['media'],
    alarms: new Alarms(clock),
    sanctions: noSanctions,
    limits: new LimitCounts(),
    journal: { grown, heads: () => ({ event_id: 7, message_id: 3 }) },
    clock,
    state: STATE,
  });
  feed.delta.on((delta) => told.push(delta));
});

it('tells a new state of the net once, and in every snapshot from then on', () => {
  clock.advance(500);
  expect(told).toEqual([]);
  expect(feed.snapshot().net).toEqual(STATE);
  feed.tell(FAILED);
  expect(feed.snapshot().net).toEqual(FAILED);
  clock.advance(400);
  expect(told.map(({ net }) => net)).toEqual([FAILED]);
  clock.advance(2_000);
  expect(told.filter(({ net }) => net !== undefined)).toHaveLength(1);
  expect(told.length).toBeGreaterThan(1);
});

it('tells how far the journal reaches once it has grown, however often in between', () => {
  expect(feed.snapshot().heads).toEqual({ event_id: 7, message_id: 3 });
  clock.advance(900);
  expect(told).toEqual([]);
  grown.emit(undefined);
  grown.emit(undefined);
  clock.advance(1_000);
  expect(told.flatMap(({ heads }) => heads ?? [])).toEqual([{ event_id: 7, message_id: 3 }]);
});

it('tells once a second how busy the relay was in it', () => {
  busy = { thread: 1, busyMs: 400, atMs: 1_000 };
  clock.advance(1_000);
  busy = { thread: 1, busyMs: 650, atMs: 2_000 };
  clock.advance(1_000);
  busy = null;
  clock.advance(1_000);
  const loads = told.flatMap(({ traffic }) => traffic?.map(({ relay_load }) => relay_load) ?? []);
  expect(loads).toEqual([null, 0.25, null]);
  expect(feed.snapshot().traffic.map(({ relay_load }) => relay_load)).toEqual(loads);
});
