import { randomBytes } from 'node:crypto';
import type { Experiment } from '../experiment.ts';
import { Program } from '../programs.ts';
import { median } from '../rounds.ts';

const CHANNEL_SIZE = 100;
const BATCH = 2_000;
/** The first one is there to fill what is shared by all sessions. */
const BATCHES = 4;

type Memory = { readonly rss: number; readonly owned: number };

/** What a session costs that is logged in, is in a channel, and says nothing. */
export const memoryExperiment: Experiment = {
  rows: ['memory'],
  run: async (bench) => {
    const secret = randomBytes(16).toString('hex');
    const { relayWorker, programs } = bench;
    const net = await Program.start(programs, 'net', { relayWorker, secret }, ['--expose-gc']);
    try {
      const radios = await Program.start(programs, 'ws-radios', { port: net.port, secret });
      try {
        const grown: Memory[] = [];
        for (let batch = 0; batch < BATCHES; batch += 1) {
          const before = await net.ask<Memory>('memory');
          await joinBatch(net, radios, batch);
          const after = await net.ask<Memory>('memory');
          grown.push({ rss: after.rss - before.rss, owned: after.owned - before.owned });
        }
        const kb = (figure: keyof Memory): number =>
          median(grown.slice(1).map((memory) => memory[figure])) / BATCH / 1e3;
        const details = { heap_and_external_kb: kb('owned'), rss_kb: kb('rss') };
        // What the system gave, the native side of sockets included, is more than what is owned.
        const value = Math.max(details.rss_kb, details.heap_and_external_kb);
        return [{ id: 'memory', value, details }];
      } finally {
        await radios.stop();
      }
    } finally {
      await net.stop();
    }
  },
};

async function joinBatch(net: Program, radios: Program, batch: number): Promise<void> {
  const channels = BATCH / CHANNEL_SIZE;
  for (let i = batch * channels; i < (batch + 1) * channels; i += 1) {
    await net.ask('channel', { id: `channel ${i}`, capacity: CHANNEL_SIZE });
  }
  await radios.ask('join', { count: BATCH, size: CHANNEL_SIZE });
}
