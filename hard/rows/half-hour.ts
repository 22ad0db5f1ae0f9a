import path from 'node:path';
import { compile, findCompiler } from '../../bench/compiler.ts';
import { Load } from '../../bench/programs.ts';
import { withNet } from '../net-process.ts';
import type { Places, Row } from '../row.ts';

const MINUTES = 30;
/** Ten talkers at 50 packets a second, each of which goes to 50 others: 25,000 a second. */
const CROWD = { members: 510, size: 51, sockets: 50 };
const RATE_IN = 500;
/** The load generator remembers the delays of one window. */
const WINDOW_MS = 20_000;

const MOST_LOSS = 0.001;
const MOST_P99_MS = 5;
/** How much memory may grow over the whole time, by the slope of what follows the first third. */
const MOST_GROWTH = 0.05;
/** Fewer say nothing of a slope. */
const LEAST_SAMPLES = 6;

export const halfHourRow: Row = {
  name: 'half-hour',
  what: '30 real minutes at 25,000 packets out a second',
  bar: 'loss under 0.1 %, p99 under 5 ms, memory flat (within 5 % by its slope)',
  run: async ({ places, share, note }) => {
    const wholeMs = Math.max(500, MINUTES * 60_000 * share);
    const windows = Math.ceil(wholeMs / WINDOW_MS);
    const settings = { limits: { media_peers: CROWD.members } };
    const run = await withNet(places, settings, async (net) => {
      await net.ask('crowd', { members: CROWD.members, size: CROWD.size });
      const load = Load.start(loadCommand(places), net.at.udpPort, CROWD);
      const sum = { sent: 0, delivered: 0, lost: 0, slow: 0, seconds: 0, worstP99: 0 };
      const memory: number[] = [];
      try {
        await load.latch();
        for (let window = 0; window < windows; window += 1) {
          const report = await load.pace(wholeMs / windows, RATE_IN);
          memory.push(net.rss());
          sum.sent += report.sent;
          sum.delivered += report.delivered;
          sum.lost += report.lost;
          sum.slow += report.over_5_ms;
          sum.seconds += report.seconds;
          sum.worstP99 = Math.max(sum.worstP99, report.p99_us / 1e3);
          note(`window ${window + 1} of ${windows}: p99 ${(report.p99_us / 1e3).toFixed(2)} ms`);
        }
      } finally {
        await load.stop();
      }
      return { sum, memory };
    });
    const { sum, memory } = run.value;
    const loss = sum.lost / (sum.delivered + sum.lost);
    const slow = sum.slow / sum.delivered;
    const growth = growthOf(memory);
    const missed = [
      ...(loss < MOST_LOSS ? [] : [`${(100 * loss).toFixed(2)} % were lost`]),
      // A hundredth over the bar is the same as a p99 over it.
      ...(slow < 0.01 ? [] : [`${(100 * slow).toFixed(1)} % took over ${MOST_P99_MS} ms`]),
      ...(growth < MOST_GROWTH ? [] : [`memory grows by ${(100 * growth).toFixed(1)} %`]),
    ];
    return {
      did: `${sum.delivered} packets out in ${(sum.seconds / 60).toFixed(1)} minutes`,
      figures: {
        out_per_second: sum.delivered / sum.seconds,
        loss_percent: 100 * loss,
        over_5_ms_percent: 100 * slow,
        worst_p99_ms: sum.worstP99,
        rss_mb: (memory.at(-1) ?? 0) / 1e6,
        rss_growth_percent: 100 * growth,
      },
      faults: [
        ...run.faults,
        // A machine that is busy loses some; a relay that is broken loses most.
        ...(loss < 0.5 ? [] : [`${sum.lost} of ${sum.delivered + sum.lost} packets were lost`]),
      ],
      missed,
    };
  },
};

/** In C where it can be built: then it delays nothing that it measures. */
function loadCommand({ benchSources, programs }: Places): string[] {
  const compiler = process.platform === 'linux' ? findCompiler() : null;
  if (compiler === null) return [process.execPath, path.join(programs, 'load.js')];
  return [compile(compiler, 'load', path.join(benchSources, 'c'), programs)];
}

/** How much a figure would grow over all samples, by the slope behind the first third (least squares). */
function growthOf(samples: readonly number[]): number {
  const tail = samples.slice(Math.ceil(samples.length / 3));
  if (tail.length < LEAST_SAMPLES) return 0;
  const meanX = (tail.length - 1) / 2;
  const meanY = tail.reduce((sum, y) => sum + y, 0) / tail.length;
  const up = tail.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0);
  const across = tail.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  return ((up / across) * samples.length) / meanY;
}
