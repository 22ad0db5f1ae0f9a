import { tooBusy, type Experiment } from '../experiment.ts';
import { Program } from '../programs.ts';
import { interleave, median, ratioOf } from '../rounds.ts';
import { openStageWith } from '../stage.ts';
import { LATENCY_CROWD } from './latency.ts';

/** Short, so that what else the machine does spoils few rounds; long enough for a block or three. */
const ROUND_MS = 250;

/** A relay with so little to do is far below this, if nothing else wants its CPU. */
const TOO_SLOW_US = 5_000;

/** Packets a second, as 80 talkers make them. */
const RATE = 4_000;

/** What a main thread that is blocked does to the relay's packets. */
export const blockedExperiment: Experiment = {
  rows: ['blocked'],
  run: async (bench) => {
    const { members, size } = LATENCY_CROWD;
    const options = { workerUrl: bench.relayWorker, members, size, io: 'auto' };
    const host = await Program.start(bench.programs, 'relay', options);
    const stage = await openStageWith(bench, host, LATENCY_CROWD);
    const { relay, load } = stage;
    const p99 = (isBlocked: boolean) => async () => {
      await relay.ask('block', isBlocked);
      const report = await load.pace(ROUND_MS, RATE);
      await relay.ask('block', false);
      return report.p99_us;
    };
    try {
      const { blocked, free } = await interleave(
        { blocked: p99(true), free: p99(false) },
        { warmUps: 4, rounds: 41 },
      );
      const freeP99 = median(free);
      if (freeP99 > TOO_SLOW_US) {
        return [{ id: 'blocked', why: tooBusy('p99 with a free main thread', freeP99) }];
      }
      const details = {
        p99_us: median(blocked),
        free_p99_us: freeP99,
        packets_per_second: RATE,
      };
      return [{ id: 'blocked', ...ratioOf(blocked, free), details }];
    } finally {
      await stage.stop();
    }
  },
};
