import { stall } from '../../e2e/net/stalled.ts';
import { Default } from '../../src/contract/limits.ts';
import type { LimitsHit } from '../../src/contract/limits-hit.ts';
import { withNet, type Left, type NetProcess } from '../net-process.ts';
import { Radio } from '../radio.ts';
import { Faults, partOf, type Row } from '../row.ts';
import { until } from '../until.ts';

const STALLED = 500;
const RADIOS = 50;
const CHANNEL = 'alpha';
/** How long a good radio may take, from its connection to the answer to its join. */
const MOST_JOIN_MS = 1_000;
/** What may pass between a deadline and the end of the last connection. */
const SLACK_MS = 1_000;
/** Where only a share is done, nobody wants to wait for the deadline of every day. */
const HURRIED_MS = 1_500;

export const stalledRow: Row = {
  name: 'stalled',
  what: 'connections that stall in their handshake, over ws and wss, and good radios meanwhile',
  bar: 'all closed in time, none early; 50 good radios join within 1 s each meanwhile',
  run: async ({ places, share }) => {
    const count = partOf(STALLED, share, 10);
    const good = partOf(RADIOS, share, 5);
    const deadlineMs = share < 0.1 ? HURRIED_MS : Default.HANDSHAKE_TIMEOUT_MS;
    const faults = new Faults();
    const settings = {
      channels: [{ channel_id: CHANNEL, channel_name: 'Alpha' }],
      limits: { handshake_timeout_ms: deadlineMs },
    };
    const run = await withNet(places, settings, async (net) => {
      const before = await net.ask<Left>('left');
      const began = performance.now();
      const ports = { ws: net.at.wsPort, wss: net.at.wssPort };
      const stalled = await stall('127.0.0.1', ports, count);
      const openedMs = performance.now() - began;
      const joins = Array.from({ length: good }, (_, n) => joinMs(net, n));
      const joinTimes = await Promise.all(joins);
      const [elapsed, early] = [performance.now() - began, stalled.count()];
      // None is overdue before the first could be; later nobody can say which it was.
      faults.unless(elapsed >= deadlineMs || early === 0, `${early} were closed too early`);
      await until('every stalled connection is closed', () => stalled.count() === count);
      const lateMs = performance.now() - began - openedMs - deadlineMs;
      const { handshake_timeout } = await net.ask<LimitsHit>('limitsHit');
      faults.unless(handshake_timeout === count, `${handshake_timeout} of ${count} were counted`);
      let after = await net.ask<Left>('left');
      await until('no descriptor is left', async () => {
        after = await net.ask<Left>('left');
        return after.descriptors <= before.descriptors + good;
      });
      faults.unless(after.sessions === good, `${after.sessions} of ${good} radios are left`);
      return { joinTimes, openedMs, lateMs, elapsed, early };
    });
    const { joinTimes, openedMs, lateMs, elapsed } = run.value;
    const slowest = Math.max(...joinTimes);
    return {
      did: `${count} connections stalled, ${good} radios joined`,
      figures: {
        opened_ms: openedMs,
        slowest_join_ms: slowest,
        last_closed_after_deadline_ms: lateMs,
      },
      faults: [...faults.lines, ...run.faults],
      missed: [
        ...(slowest < MOST_JOIN_MS ? [] : [`a good radio took ${slowest.toFixed(0)} ms to join`]),
        ...(lateMs < SLACK_MS ? [] : [`the last was closed ${lateMs.toFixed(0)} ms late`]),
        ...(elapsed < deadlineMs ? [] : ['the good radios were not in before the first deadline']),
      ],
    };
  },
};

/** @returns how long it took from the connection to the answer, in ms */
async function joinMs(net: NetProcess, n: number): Promise<number> {
  const began = performance.now();
  const radio = await Radio.login(net, `good ${n}`);
  await radio.join(CHANNEL, n + 1);
  return performance.now() - began;
}
