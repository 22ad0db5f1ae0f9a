import type { Experiment } from '../experiment.ts';
import { Program } from '../programs.ts';
import { interleave, median, ratioOf } from '../rounds.ts';
import { openStageWith } from '../stage.ts';

/** A thousand sessions in channels of 50, each with a talker. */
const CROWD = { members: 1_000, size: 50, sockets: 98 };
const ROUND_MS = 500;

/** What the relay's thread gets done while a console hears of everything, and while none is open. */
export const consoleExperiment: Experiment = {
  rows: ['console'],
  run: async (bench) => {
    if (process.platform !== 'linux') {
      return [{ id: 'console', why: 'needs the CPU time of a single thread, from /proc' }];
    }
    const options = { relayWorker: bench.relayWorker, secret: '' };
    const net = await Program.start(bench.programs, 'net', options);
    const port = await net.ask<number>('crowd', CROWD);
    const stage = await openStageWith(
      bench,
      { port, cpuMs: () => net.cpuMs(), stop: () => net.stop() },
      CROWD,
    );
    let deltas = 0;
    let seconds = 0;
    const cost = (isOpen: boolean) => async () => {
      await net.ask('openConsole', isOpen);
      const before = await net.ask<Record<string, number>>('threads');
      const report = await stage.load.flood(ROUND_MS);
      const after = await net.ask<Record<string, number>>('threads');
      if (isOpen) {
        deltas += await net.ask<number>('openConsole', false);
        seconds += report.seconds;
      }
      // The relay's thread is the one that worked most, by far.
      const used = Object.entries(after).map(([id, ms]) => ms - (before[id] ?? 0));
      return (Math.max(...used) * 1e3) / report.delivered;
    };
    try {
      const costs = await interleave(
        { open: cost(true), closed: cost(false) },
        { warmUps: 3, rounds: 13 },
      );
      const details = {
        us_per_packet: median(costs.open),
        closed_us_per_packet: median(costs.closed),
        deltas_per_second: deltas / seconds,
      };
      return [{ id: 'console', ...ratioOf(costs.closed, costs.open), details }];
    } finally {
      await stage.stop();
    }
  },
};
