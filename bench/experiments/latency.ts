import { NO_C_RELAY, tooBusy, type Bench, type Experiment } from '../experiment.ts';
import type { LoadReport } from '../programs.ts';
import { interleave, median, ratioOf } from '../rounds.ts';
import { openStage, withStages, type Stage } from '../stage.ts';

export const LATENCY_CROWD = { members: 100, size: 10, sockets: 9 };
/** Short, so that what else the machine does spoils few rounds. */
const ROUND_MS = 250;

/** A relay that is half idle is far below this, if nothing else wants its CPU. */
const TOO_SLOW_US = 2_000;

/** How many packets a second a relay could take in if it had a CPU to itself. */
async function ceiling({ relay, load }: Stage): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = await relay.cpuMs();
    const { sent } = await load.flood(300);
    rates.push((sent * 1e3) / ((await relay.cpuMs()) - before));
  }
  return median(rates);
}

/** Time from when a packet was due until a listener has it. */
export const latencyExperiment: Experiment = {
  rows: ['latency-p50', 'latency-p99'],
  run: async (bench: Bench, wanted) => {
    const ids = (['latency-p50', 'latency-p99'] as const).filter((id) => wanted.has(id));
    if (bench.cRelay === null) return ids.map((id) => ({ id, why: NO_C_RELAY }));
    const open = (kind: 'relay' | 'c') => openStage(bench, kind, LATENCY_CROWD);
    return withStages(['relay', 'c'], open, async ({ relay, c }) => {
      const rate = (await ceiling(c)) / 2;
      const reports = { relay: [] as LoadReport[], c: [] as LoadReport[] };
      const pace = (who: 'relay' | 'c', stage: Stage) => async () => {
        const report = await stage.load.pace(ROUND_MS, rate);
        reports[who].push(report);
        return report.p50_us;
      };
      const warmUps = 4;
      await interleave({ relay: pace('relay', relay), c: pace('c', c) }, { warmUps, rounds: 61 });
      const p50OfC = median(reports.c.map((report) => report.p50_us));
      if (p50OfC > TOO_SLOW_US) return ids.map((id) => ({ id, why: tooBusy('p50 of C', p50OfC) }));
      return ids.map((id) => {
        const figure = id === 'latency-p50' ? 'p50_us' : 'p99_us';
        const of = (who: 'relay' | 'c') => reports[who].slice(warmUps).map((r) => r[figure]);
        return {
          id,
          ...ratioOf(of('relay'), of('c')),
          details: {
            us: median(of('relay')),
            baseline_us: median(of('c')),
            packets_per_second: rate,
          },
        };
      });
    });
  },
};
