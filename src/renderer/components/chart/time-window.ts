import { TRAFFIC_INTERVAL_MS, TRAFFIC_POINTS } from '../../../contract/limits.ts';

/** Five minutes, as long as seconds are remembered. */
export const SHORT_MS = TRAFFIC_INTERVAL_MS * TRAFFIC_POINTS;
const MINUTE_MS = 60_000;

/**
 * The stretch of time that a chart shows.
 *
 * @param to the newest point, in ms since 1970
 * @param spanMs how long it is
 * @returns its ends, and full minutes between them: all of five, every tenth of an hour
 */
export function timeWindow(
  to: number,
  spanMs = SHORT_MS,
): {
  readonly from: number;
  readonly to: number;
  readonly ticks: number[];
} {
  const from = to - spanMs;
  const apartMs = spanMs > SHORT_MS ? 10 * MINUTE_MS : MINUTE_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / apartMs) * apartMs; at <= to; at += apartMs) ticks.push(at);
  return { from, to, ticks };
}
