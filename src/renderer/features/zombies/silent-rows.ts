import type { Watch } from '../../../contract/operator.ts';
import type { RadioRow } from '../../store/radio-rows.ts';
import {
  lastSpoke,
  removedAt,
  silentWays,
  type LastSpoke,
  type Silent,
} from '../../store/silence.ts';

/** A radio of which nothing is heard, on one of its ways or on both. */
export type SilentRow = {
  readonly user: string;
  readonly row: RadioRow;
  readonly spoke: LastSpoke;
  readonly silent: Silent;
  /** When the net ends its session, in ms since 1970; null where it does not. */
  readonly removedAt: number | null;
};

/**
 * The radios that have fallen silent: suspects, zombies, lost ones, and those whose UDP alone died,
 * so that they neither hear nor are heard, though their WebSocket speaks.
 */
export function silentRows(rows: readonly RadioRow[], watch: Watch, now: number): SilentRow[] {
  return rows.flatMap((row) => {
    const spoke = lastSpoke(row.radio, row.peers);
    const silent = silentWays(row.radio, spoke, watch, now);
    const { state } = row.radio;
    if (state === 'alive' && silent !== 'udp') return [];
    // The net may have found it silent a moment before the window's own clock does.
    const which = silent ?? 'websocket';
    return { user: row.user, row, spoke, silent: which, removedAt: removedAt(row.radio, watch) };
  });
}
