import { expect, it } from 'vitest';
import { DROP_REASONS, type DropReason } from '../../contract/drops.ts';
import { TRAFFIC_POINTS } from '../../contract/limits.ts';
import type { Totals } from '../../contract/operator.ts';
import { TrafficHistory } from './traffic.ts';

function totals(packets: number, dropped: number): Totals {
  const drops = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0]));
  drops['unknown_ssrc'] = dropped;
  return {
    packets_in: packets,
    bytes_in: 100 * packets,
    packets_out: 2 * packets,
    bytes_out: 200 * packets,
    drops: drops as Record<DropReason, number>,
  };
}

it('makes rates per second of totals, whatever time lies between them', () => {
  const history = new TrafficHistory();
  const [before, now] = [
    { thread: 1, busyMs: 40, atMs: 0 },
    { thread: 1, busyMs: 540, atMs: 2_000 },
  ];
  const first = { monotonicMs: 0, totals: totals(10, 0), busy: before };
  expect(history.add(0, first)).toBeUndefined();
  const second = { monotonicMs: 2_000, totals: totals(110, 4), busy: now };
  expect(history.add(2_000, second)).toEqual({
    at: 2_000,
    packets_in_per_s: 50,
    packets_out_per_s: 100,
    bytes_in_per_s: 5_000,
    bytes_out_per_s: 10_000,
    drops_per_s: 2,
    relay_load: 0.25,
  });
});

it(`keeps ${TRAFFIC_POINTS} points and lets the oldest go`, () => {
  const history = new TrafficHistory();
  for (let second = 0; second <= TRAFFIC_POINTS + 1; second += 1) {
    history.add(second, { monotonicMs: second * 1_000, totals: totals(second, 0), busy: null });
  }
  expect(history.points).toHaveLength(TRAFFIC_POINTS);
  expect(history.points[0]?.at).toBe(2);
});
