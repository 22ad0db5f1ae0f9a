import type { AlarmView } from '../../contract/alarms.ts';
import type { TrafficPoint } from '../../contract/operator.ts';
import type { Table } from './state.ts';

/** Over how many seconds the relay's load is told: steady enough to be read. */
export const LOAD_SECONDS = 5;
/** Over how many seconds the loss of the net is told: a talker sends some 50 packets a second. */
export const LOSS_SECONDS = 10;
/** From here on little is left for a crowd that begins to talk. */
const HIGH_LOAD = 0.75;

/**
 * The share of the last seconds in which the relay had work.
 *
 * @returns 0 to 1; null where it does not tell
 */
export function recentLoad(traffic: readonly TrafficPoint[]): number | null {
  const loads = traffic.slice(-LOAD_SECONDS).map(({ relay_load }) => relay_load);
  const known = loads.filter((load) => load !== null);
  if (known.length === 0 || loads.at(-1) === null) return null;
  return known.reduce((sum, load) => sum + load, 0) / known.length;
}

/** What a load means: packets get lost in `over`, as the alarm of it says. */
export type LoadLevel = 'normal' | 'high' | 'over';

export function loadLevel(load: number | null, alarms: Table<'alarms'>): LoadLevel {
  if (isOverloaded(alarms.values())) return 'over';
  return load !== null && load >= HIGH_LOAD ? 'high' : 'normal';
}

/** Whether packets come faster than the relay takes them, now. */
function isOverloaded(alarms: Iterable<AlarmView>): boolean {
  for (const { kind, ended_at } of alarms) {
    if (kind === 'relay_overloaded' && ended_at === null) return true;
  }
  return false;
}
