import { TRAFFIC_INTERVAL_MS, TRAFFIC_POINTS } from '../../../contract/limits.ts';

const SPAN_MS = TRAFFIC_INTERVAL_MS * TRAFFIC_POINTS;
const TICK_MS = 60_000;

/**
 * The stretch of time that a chart shows.
 *
 * @param to the newest point, in ms since 1970
 * @returns its ends, and the full minutes between them
 */
export function timeWindow(to: number): {
  readonly from: number;
  readonly to: number;
  readonly ticks: number[];
} {
  const from = to - SPAN_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / TICK_MS) * TICK_MS; at <= to; at += TICK_MS) ticks.push(at);
  return { from, to, ticks };
}
