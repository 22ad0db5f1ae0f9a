import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { SrtpProfile } from '../../src/contract/srtp.ts';
import type { Bench, Experiment } from '../experiment.ts';
import { Program } from '../programs.ts';
import { interleave, median, ratioOf } from '../rounds.ts';
import { costUs, openStageWith, withStages, type Stage } from '../stage.ts';

const CROWD = { members: 100, size: 50, sockets: 98 };
const ROUND_MS = 400;
/** Each can be sent but once: enough for twice what a C relay would take in all rounds. */
const PACKETS = 120_000;

type Form = 'plain' | SrtpProfile;
const FORMS: readonly Form[] = ['plain', 'AES_CM_128_HMAC_SHA1_80', 'AEAD_AES_128_GCM'];

/** What encryption costs a channel of 50: one decryption and one encryption for 49 sends. */
export const srtpChannelExperiment: Experiment = {
  rows: ['srtp-channel'],
  run: async (bench) => {
    if (bench.cRelay === null) {
      const why = 'needs the radios in C, which send packets that were made before';
      return [{ id: 'srtp-channel', why }];
    }
    return withStages(
      FORMS,
      (form) => open(bench, form),
      async (stages) => {
        const cost = (form: Form) => () => costUs(stages[form], ROUND_MS);
        const costs = await interleave(
          {
            plain: cost('plain'),
            cm: cost('AES_CM_128_HMAC_SHA1_80'),
            gcm: cost('AEAD_AES_128_GCM'),
          },
          { warmUps: 2, rounds: 9 },
        );
        const dearer = median(costs.cm) > median(costs.gcm) ? costs.cm : costs.gcm;
        const details = {
          plain_us_per_packet: median(costs.plain),
          cm_us_per_packet: median(costs.cm),
          gcm_us_per_packet: median(costs.gcm),
        };
        return [{ id: 'srtp-channel', ...ratioOf(costs.plain, dearer), details }];
      },
    );
  },
};

async function open(bench: Bench, form: Form): Promise<Stage> {
  const { members, size } = CROWD;
  const host = await Program.start(bench.programs, 'relay', {
    workerUrl: bench.relayWorker,
    members,
    size,
    io: 'auto',
    ...(form !== 'plain' && { srtp: form }),
  });
  if (form === 'plain') return openStageWith(bench, host, CROWD);
  const file = path.join(bench.programs, `${form}.packets`);
  const recorder = await Program.start(bench.programs, 'srtp', { profile: form });
  const bytes = await recorder.ask<number>('record', { file, crowd: CROWD, count: PACKETS });
  await recorder.stop();
  const stage = await openStageWith(bench, host, CROWD, [file, String(bytes)]);
  await rm(file); // the load generator has it mapped
  return stage;
}
