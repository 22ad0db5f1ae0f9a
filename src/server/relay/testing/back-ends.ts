import type { MediaIo } from '../../../contract/operator.ts';

/** The back ends that this machine has: what holds for one has to hold for each. */
export const BACK_ENDS: readonly MediaIo[] =
  process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
    ? ['dgram', 'mmsg']
    : ['dgram'];
