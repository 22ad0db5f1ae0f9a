import type { Quality } from '../../../contract/quality.ts';

/** The figures of a peer that has sent nothing. */
export const NO_QUALITY: Quality = {
  expected: 0,
  lost: 0,
  late: 0,
  duplicate: 0,
  misfit: 0,
  jitter_ms: 0,
  spurts: 0,
  spurt_ms: 0,
  talk_ms: 0,
  packets_in_per_s: 0,
  packets_out_per_s: 0,
  bitrate_in_bps: 0,
  rtt_ms: null,
};
