import { beforeEach, expect, it } from 'vitest';
import { TRAFFIC_POINTS } from '../../contract/limits.ts';
import type { PeerView } from '../../contract/operator.ts';
import { ALL_PEERS, PeerHistory } from './peer-history.ts';
import { NO_QUALITY } from './testing/no-quality.ts';

const SECOND = 1_000;

let history: PeerHistory;
let at: number;

beforeEach(() => {
  history = new PeerHistory();
  at = 0;
});

function peer(ssrc: number, quality: Partial<PeerView['quality']>, packets_in = 1): PeerView {
  return { ssrc, packets_in, packets_out: 0, quality: { ...NO_QUALITY, ...quality } } as PeerView;
}

function second(...peers: PeerView[]): void {
  at += SECOND;
  history.record(at, peers);
}

it('has the rates of each second, and the loss and jitter of that second alone', () => {
  second(peer(1, { packets_in_per_s: 50, expected: 100, lost: 50, jitter_ms: 2 }));
  second(peer(1, { packets_in_per_s: 40, packets_out_per_s: 7, expected: 150, lost: 60 }));
  second(peer(1, { expected: 150, lost: 59, jitter_ms: 9 }));
  expect(history.lines([1])).toEqual({
    times: [1_000, 2_000, 3_000],
    packetsIn: [50, 40, 0],
    packetsOut: [0, 7, 0],
    loss: [NaN, 0.2, NaN].map((share) =>
      Number.isNaN(share) ? NaN : (expect.closeTo(share) as number),
    ),
    jitter: [NaN, 0, NaN],
  });
});

it('adds up what the places of one radio do, and takes the worst jitter', () => {
  second(peer(1, {}), peer(2, {}), peer(3, { packets_in_per_s: 99 }));
  second(
    peer(1, { packets_in_per_s: 50, expected: 50, lost: 10, jitter_ms: 2 }),
    peer(2, { packets_in_per_s: 25, expected: 50, lost: 0, jitter_ms: 8 }),
    peer(3, { packets_in_per_s: 99, expected: 99 }),
  );
  const { packetsIn, loss, jitter } = history.lines([1, 2]);
  expect([packetsIn[1], loss[1], jitter[1]]).toEqual([75, expect.closeTo(0.1), 8]);
});

it('has nothing of a peer that never sent, and gaps where it was gone', () => {
  second(peer(1, { packets_in_per_s: 5 }), peer(2, {}, 0));
  second();
  second(peer(1, { packets_in_per_s: 6 }));
  expect(history.lines([1]).packetsIn).toEqual([5, NaN, 6]);
  expect(history.lines([2]).packetsIn).toEqual([NaN, NaN, NaN]);
});

it('keeps five minutes, and forgets who has been gone for as long', () => {
  second(peer(1, { packets_in_per_s: 5 }));
  for (let n = 0; n < TRAFFIC_POINTS; n += 1) second(peer(2, { packets_in_per_s: n }));
  const { times, packetsIn } = history.lines([2]);
  expect(times).toHaveLength(TRAFFIC_POINTS);
  expect([times[0], times.at(-1)]).toEqual([2_000, (TRAFFIC_POINTS + 1) * SECOND]);
  expect([packetsIn[0], packetsIn.at(-1)]).toEqual([0, TRAFFIC_POINTS - 1]);
  expect(history.lines([1]).packetsIn.every(Number.isNaN)).toBe(true);
});

it('begins anew where another peer has the SSRC, and with another net', () => {
  second(peer(1, { expected: 1_000, lost: 0 }));
  second(peer(1, { expected: 10, lost: 5 }));
  expect(history.lines([1]).loss[1]).toBeCloseTo(0.5);
  history.clear();
  expect(history.lines([1]).times).toEqual([]);
});

it('adds up channels and the net as seconds come, with 0 where nobody sends', () => {
  const inChannel = (ssrc: number, channel_id: string, packets: number): PeerView => ({
    ...peer(ssrc, { packets_in_per_s: packets, expected: packets * at, jitter_ms: ssrc }),
    channel_id,
  });
  second(inChannel(1, 'alpha', 50));
  second(inChannel(1, 'alpha', 50), inChannel(2, 'bravo', 20));
  second();
  expect(history.groupLines('alpha').packetsIn).toEqual([50, 50, 0]);
  expect(history.groupLines('bravo').packetsIn).toEqual([0, 20, 0]);
  expect(history.groupLines(ALL_PEERS).packetsIn).toEqual([50, 70, 0]);
  expect(history.groupLines(ALL_PEERS).jitter).toEqual([NaN, 1, NaN]);
  expect(history.groupLines('charlie').packetsIn).toEqual([0, 0, 0]);
});

it('gives packets in stretches that stand still while time goes on', () => {
  const talk = (packets: number): void =>
    second({ ...peer(1, { packets_in_per_s: packets }), channel_id: 'alpha' });
  for (const packets of [10, 20, 30, 40, 50]) talk(packets);
  expect(history.packetsIn('alpha', 5).slice(-2)).toEqual([0, 30]);
  talk(100);
  expect(history.packetsIn('alpha', 5).slice(-2)).toEqual([30, 20]);
  expect(history.packetsIn('alpha', 5)).toHaveLength(TRAFFIC_POINTS / 5);
});

it('has the loss of all talkers in the last seconds, and none while nobody talks', () => {
  expect(history.recentLoss(ALL_PEERS, 3)).toBeNull();
  second(peer(1, { expected: 100, lost: 50 }), peer(2, { expected: 0 }));
  expect(history.recentLoss(ALL_PEERS, 3)).toBeNull();
  second(peer(1, { expected: 150, lost: 60 }), peer(2, { expected: 50, lost: 0 }));
  expect(history.recentLoss(ALL_PEERS, 3)).toBe(0.1);
  // Who goes has been heard all the same.
  second(peer(2, { expected: 100, lost: 20 }));
  expect(history.recentLoss(ALL_PEERS, 3)).toBe(0.2);
  second(peer(2, { expected: 100, lost: 20 }));
  second(peer(2, { expected: 100, lost: 20 }));
  expect(history.recentLoss(ALL_PEERS, 3)).toBe(0.4);
  second(peer(2, { expected: 100, lost: 20 }));
  expect(history.recentLoss(ALL_PEERS, 3)).toBeNull();
});

it('has no loss below nothing where late packets come in, and none above all', () => {
  second(peer(1, { expected: 100, lost: 50 }));
  second(peer(1, { expected: 101, lost: 30 }));
  expect(history.recentLoss(ALL_PEERS, 1)).toBe(0);
  second(peer(1, { expected: 102, lost: 40 }));
  expect(history.recentLoss(ALL_PEERS, 1)).toBe(1);
});
