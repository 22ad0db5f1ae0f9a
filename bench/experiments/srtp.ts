import type { SrtpProfile } from '../../src/contract/srtp.ts';
import type { Experiment } from '../experiment.ts';
import { Program } from '../programs.ts';
import { interleave, median, ratioOf } from '../rounds.ts';

/** Short rounds, and many: what else the machine does falls into few of them. */
const PACKETS = 4_000;
const ROWS = [
  { id: 'srtp-cm', profile: 'AES_CM_128_HMAC_SHA1_80' },
  { id: 'srtp-gcm', profile: 'AEAD_AES_128_GCM' },
] as const;

/** CPU that it takes to protect a packet. */
export const srtpExperiment: Experiment = {
  rows: ROWS.map(({ id }) => id),
  run: async ({ programs }, wanted) => {
    const results = [];
    for (const { id, profile } of ROWS.filter((row) => wanted.has(row.id))) {
      results.push({ id, ...(await compare(programs, profile)) });
    }
    return results;
  },
};

async function compare(programs: string, profile: SrtpProfile) {
  const ours = await Program.start(programs, 'srtp', { who: 'ours', profile });
  const naive = await Program.start(programs, 'srtp', { who: 'naive', profile });
  const cost = (program: Program) => async () => {
    const before = await program.cpuMs();
    await program.ask('protectMany', PACKETS);
    return (((await program.cpuMs()) - before) * 1e3) / PACKETS;
  };
  try {
    const costs = await interleave(
      { ours: cost(ours), naive: cost(naive) },
      { warmUps: 10, rounds: 101 },
    );
    const details = {
      us_per_packet: median(costs.ours),
      baseline_us_per_packet: median(costs.naive),
    };
    return { ...ratioOf(costs.naive, costs.ours), details };
  } finally {
    await ours.stop();
    await naive.stop();
  }
}
