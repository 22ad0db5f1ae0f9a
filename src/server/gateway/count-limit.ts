import { CloseCode } from '../../contract/errors.ts';
import type { LimitName } from '../../contract/limits-hit.ts';
import type { LimitCounts } from '../limit-counts.ts';

/** The limits whose hit ends a connection, by what it is closed with. */
const LIMIT: Partial<Record<CloseCode, LimitName>> = {
  [CloseCode.IDENTIFY_TIMEOUT]: 'identify_timeout',
  [CloseCode.IDENTIFY_FAILED]: 'failed_identifies',
  [CloseCode.SLOW_CONSUMER]: 'session_queue_bytes',
};

/** Counts the limit that a connection is closed for, if it is for one. */
export function countLimit(limits: LimitCounts, code: CloseCode): void {
  const name = LIMIT[code];
  if (name !== undefined) limits.hit(name);
}
