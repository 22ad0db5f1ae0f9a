import type { Experiment } from '../experiment.ts';
import { blockedExperiment } from './blocked.ts';
import { broadcastExperiment } from './broadcast.ts';
import { consoleExperiment } from './console.ts';
import { latencyExperiment } from './latency.ts';
import { memoryExperiment } from './memory.ts';
import { peersExperiment } from './peers.ts';
import { relayExperiment } from './relay.ts';
import { srtpChannelExperiment } from './srtp-channel.ts';
import { srtpExperiment } from './srtp.ts';

export const EXPERIMENTS: readonly Experiment[] = [
  relayExperiment,
  peersExperiment,
  latencyExperiment,
  blockedExperiment,
  consoleExperiment,
  broadcastExperiment,
  srtpExperiment,
  srtpChannelExperiment,
  memoryExperiment,
];
