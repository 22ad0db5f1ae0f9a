import { randomBytes } from 'node:crypto';
import type { Bench, Experiment, Measured } from '../experiment.ts';
import { Program } from '../programs.ts';
import { interleave, median, ratioOf } from '../rounds.ts';

const MEMBERS = 1_000;
const ROUND_MS = 500;
const BURSTS = [
  { id: 'broadcast-1', burst: 1 },
  { id: 'broadcast-16', burst: 16 },
] as const;

type Party = { readonly server: Program; readonly radios: Program };

/** CPU that the gateway spends for each message that reaches a member. */
export const broadcastExperiment: Experiment = {
  rows: BURSTS.map(({ id }) => id),
  run: async (bench, wanted) => {
    const parties: Party[] = [];
    try {
      const ours = await gather(bench, 'net', parties);
      const naive = await gather(bench, 'naive-ws', parties);
      const results: Measured[] = [];
      for (const { id, burst } of BURSTS.filter((one) => wanted.has(one.id))) {
        const costs = await interleave(
          { ours: () => costUs(ours, burst), naive: () => costUs(naive, burst) },
          { warmUps: 2, rounds: 9 },
        );
        const details = {
          us_per_delivery: median(costs.ours),
          baseline_us_per_delivery: median(costs.naive),
        };
        results.push({ id, ...ratioOf(costs.naive, costs.ours), details });
      }
      return results;
    } finally {
      for (const { server, radios } of parties) {
        await radios.stop();
        await server.stop();
      }
    }
  },
};

/** A server with all its radios in one channel. */
async function gather(bench: Bench, name: string, parties: Party[]): Promise<Party> {
  const secret = randomBytes(16).toString('hex');
  const { relayWorker, programs } = bench;
  const server = await Program.start(programs, name, { relayWorker, secret });
  const radios = await Program.start(programs, 'ws-radios', { port: server.port, secret });
  const party = { server, radios };
  parties.push(party);
  if (name === 'net') await server.ask('channel', { id: 'channel 0', capacity: MEMBERS });
  await radios.ask('join', { count: MEMBERS, size: MEMBERS });
  return party;
}

async function costUs({ server, radios }: Party, burst: number): Promise<number> {
  const before = await server.cpuMs();
  const delivered = await radios.ask<number>('talk', { ms: ROUND_MS, burst });
  return (((await server.cpuMs()) - before) * 1e3) / delivered;
}
