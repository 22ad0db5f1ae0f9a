import path from 'node:path';
import { compile, findCompiler } from '../../bench/compiler.ts';
import { Load, NativeRelay } from '../../bench/programs.ts';
import { Delays } from '../half-hour/delays.ts';
import { growthOf } from '../half-hour/growth.ts';
import { withNet } from '../net-process.ts';
import type { Places, Row } from '../row.ts';

const MINUTES = 30;
/** Ten talkers at 50 packets a second, each of which goes to 50 others: 25,000 a second. */
const CROWD = { members: 510, size: 51, sockets: 50 };
const RATE_IN = 500;
/** The load generator remembers the delays of one window. */
const WINDOW_MS = 20_000;
/** After each window the plainest relay there is has the same load for this part of the time. */
const NATIVE_PART = 0.2;

const MOST_LOSS = 0.001;
const MOST_P99_MS = 5;
/** How much memory may grow over the whole time, by the slope of what follows the first third. */
const MOST_GROWTH = 0.05;

export const halfHourRow: Row = {
  name: 'half-hour',
  what: '30 real minutes at 25,000 packets out a second; in turns, a relay in C has the same load',
  bar: 'loss under 0.1 %, p99 under 5 ms, memory flat (within 5 % by its slope)',
  run: async ({ places, share, note }) => {
    const wholeMs = Math.max(500, MINUTES * 60_000 * share);
    const windows = Math.ceil(wholeMs / WINDOW_MS);
    const settings = { limits: { media_peers: CROWD.members } };
    const tools = nativeTools(places);
    const run = await withNet(places, settings, async (net) => {
      await net.ask('crowd', { members: CROWD.members, size: CROWD.size });
      const load = Load.start(tools.load, net.at.udpPort, CROWD);
      const native = await startNative(tools);
      const [ours, theirs, memory] = [new Delays(), new Delays(), [] as number[]];
      try {
        await load.latch();
        for (let window = 0; window < windows; window += 1) {
          const report = await load.pace(wholeMs / windows, RATE_IN);
          ours.add(report);
          memory.push(net.rss());
          const inC = await native?.load.pace((NATIVE_PART * wholeMs) / windows, RATE_IN);
          if (inC) theirs.add(inC);
          const told = inC ? `, in C ${(inC.relay_p99_us / 1e3).toFixed(2)} ms` : '';
          const stalled = `the load stood still for ${report.stalled_ms.toFixed(0)} ms`;
          note(
            `window ${window + 1} of ${windows}: p99 ${(report.relay_p99_us / 1e3).toFixed(2)} ms${told}; ${stalled}`,
          );
        }
      } finally {
        await load.stop();
        await native?.load.stop();
        await native?.relay.stop();
      }
      return { ours, theirs, memory };
    });
    const { ours, theirs, memory } = run.value;
    const growth = growthOf(memory);
    const slow = `${(100 * ours.over5Ms).toFixed(1)} % took over ${MOST_P99_MS} ms`;
    const inC = theirs.delivered > 0 ? ` (in C ${(100 * theirs.over5Ms).toFixed(1)} %)` : '';
    return {
      did: `${ours.delivered} packets out in ${(ours.seconds / 60).toFixed(1)} minutes`,
      figures: {
        out_per_second: ours.delivered / ours.seconds,
        loss_percent: 100 * ours.loss,
        over_5_ms_percent: 100 * ours.over5Ms,
        median_p99_ms: ours.medianP99Ms,
        worst_p99_ms: ours.worstP99Ms,
        with_load_median_p99_ms: ours.withLoadP99Ms,
        load_stood_still_percent: ours.stalledMs / ours.seconds / 10,
        ...(theirs.delivered > 0 && {
          c_over_5_ms_percent: 100 * theirs.over5Ms,
          c_median_p99_ms: theirs.medianP99Ms,
          p99_against_c: ours.medianP99Ms / theirs.medianP99Ms,
        }),
        rss_mb: (memory.at(-1) ?? 0) / 1e6,
        rss_growth_percent: 100 * growth,
        slow_disk: run.faults.filter(isOfSlowDisk).length,
      },
      faults: [
        ...run.faults.filter((fault) => !isOfSlowDisk(fault)),
        // A machine that is busy loses some; a relay that is broken loses most.
        ...(ours.loss < 0.5 ? [] : [`${ours.lost} of ${ours.delivered + ours.lost} were lost`]),
      ],
      missed: [
        ...(ours.loss < MOST_LOSS ? [] : [`${(100 * ours.loss).toFixed(2)} % were lost`]),
        // A hundredth over the bar is the same as a p99 over it.
        ...(ours.over5Ms < 0.01 ? [] : [slow + inC]),
        ...(growth < MOST_GROWTH ? [] : [`memory grows by ${(100 * growth).toFixed(1)} %`]),
      ],
    };
  },
};

/**
 * In half an hour other programs may keep the disk busy for longer than the net waits for it. It goes
 * on with an alarm then, as it should: a figure, and no fault.
 */
function isOfSlowDisk(fault: string): boolean {
  return fault.includes('"reason":"slow"') && fault.includes('journal: cannot be written');
}

/** The load generator, and a relay to compare with where it can be built. */
type Tools = { readonly load: readonly string[]; readonly relay: string | null };

/** In C where it can be built: then the load delays nothing that it measures. */
function nativeTools({ benchSources, programs }: Places): Tools {
  const compiler = process.platform === 'linux' ? findCompiler() : null;
  if (compiler === null) {
    return { load: [process.execPath, path.join(programs, 'load.js')], relay: null };
  }
  const built = (name: string): string =>
    compile(compiler, name, path.join(benchSources, 'c'), programs);
  return { load: [built('load')], relay: built('relay') };
}

async function startNative({
  load: command,
  relay: program,
}: Tools): Promise<{ readonly relay: NativeRelay; readonly load: Load } | null> {
  if (program === null) return null;
  const relay = await NativeRelay.start(program, CROWD.members, CROWD.size);
  const load = Load.start(command, relay.port, CROWD);
  await load.latch();
  return { relay, load };
}
