import type { Experiment } from '../experiment.ts';
import { blockedExperiment } from './blocked.ts';
import { latencyExperiment } from './latency.ts';
import { peersExperiment } from './peers.ts';
import { relayExperiment } from './relay.ts';

export const EXPERIMENTS: readonly Experiment[] = [
  relayExperiment,
  peersExperiment,
  latencyExperiment,
  blockedExperiment,
];
