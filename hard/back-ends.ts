import type { MediaIo } from '../src/contract/operator.ts';

/** How the relay can move packets on this machine. */
export const BACK_ENDS: readonly MediaIo[] =
  process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
    ? ['dgram', 'mmsg']
    : ['dgram'];
