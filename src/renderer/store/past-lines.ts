import type { TrafficMinute } from '../../contract/past.ts';
import type { PeerLines } from './peer-history.ts';

/** The lines of charts, put together from what the journal has by minutes and the window by seconds. */

export const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** How much of the past a chart shows. */
export const SPANS = ['minutes', 'hour'] as const;
export type Span = (typeof SPANS)[number];
export const SPAN_MS: Readonly<Record<Span, number>> = {
  minutes: 5 * MINUTE_MS,
  hour: 60 * MINUTE_MS,
};

/** What the journal answered. Minutes that it left out had no traffic. */
export type PastMinutes = {
  readonly rows: readonly TrafficMinute[];
  /** The first minute that was asked for, and the first that was not over then, in ms since 1970. */
  readonly from: number;
  readonly until: number;
};

/** The figures of one point of the lines. */
type Point = {
  readonly at: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly loss: number;
  readonly jitter: number;
};

export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/**
 * The last five minutes: the seconds that the window has seen, and before them the journal's minutes,
 * each as a level stretch.
 */
export function lastMinutes(past: PastMinutes | null, live: PeerLines, now: number): PeerLines {
  const start = now - SPAN_MS.minutes;
  const seen = live.times[0] ?? now;
  if (past === null || seen <= start) return live;
  const byMinute = new Map(past.rows.map((row) => [row.minute, row]));
  const points: Point[] = [];
  const first = Math.max(past.from, minuteOf(start));
  for (let minute = first; minute < Math.min(past.until, seen); minute += MINUTE_MS) {
    const end = Math.min(minute + MINUTE_MS, seen) - SECOND_MS;
    const begin = Math.max(minute, start);
    const row = byMinute.get(minute);
    if (end < begin) continue;
    points.push(minutePoint(row, begin), minutePoint(row, end));
  }
  return joined(linesOf(points), live);
}

/** The last hour, a point for each minute; the journal’s minutes, and what it does not have yet. */
export function lastHour(past: PastMinutes | null, live: PeerLines, now: number): PeerLines {
  const byMinute = new Map(past?.rows.map((row) => [row.minute, row]));
  const points: Point[] = [];
  const last = minuteOf(now);
  for (let minute = last - SPAN_MS.hour; minute <= last; minute += MINUTE_MS) {
    const isKept = past !== null && minute >= past.from && minute < past.until;
    points.push(isKept ? minutePoint(byMinute.get(minute), minute) : livePoint(live, minute));
  }
  return linesOf(points);
}

/** A minute of the journal, as rates per second. */
function minutePoint(row: TrafficMinute | undefined, at: number): Point {
  if (row === undefined) return { at, packetsIn: 0, packetsOut: 0, loss: NaN, jitter: NaN };
  return {
    at,
    packetsIn: row.packets_in / 60,
    packetsOut: row.packets_out / 60,
    loss: row.expected > 0 ? Math.max(0, row.lost) / row.expected : NaN,
    jitter: row.jitter_ms ?? NaN,
  };
}

/** A minute of what the window has seen, as far as it has. */
function livePoint(live: PeerLines, minute: number): Point {
  const inside = (values: readonly number[]): number[] =>
    values.filter((value, index) => {
      const at = live.times[index] ?? NaN;
      return !Number.isNaN(value) && at >= minute && at < minute + MINUTE_MS;
    });
  return {
    at: minute,
    packetsIn: mean(inside(live.packetsIn)),
    packetsOut: mean(inside(live.packetsOut)),
    loss: mean(inside(live.loss)),
    jitter: highest(inside(live.jitter)),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0) / values.length;
}

function highest(values: readonly number[]): number {
  return values.length === 0 ? NaN : Math.max(...values);
}

function linesOf(points: readonly Point[]): PeerLines {
  return {
    times: points.map(({ at }) => at),
    packetsIn: points.map(({ packetsIn }) => packetsIn),
    packetsOut: points.map(({ packetsOut }) => packetsOut),
    loss: points.map(({ loss }) => loss),
    jitter: points.map(({ jitter }) => jitter),
  };
}

function joined(before: PeerLines, after: PeerLines): PeerLines {
  return {
    times: [...before.times, ...after.times],
    packetsIn: [...before.packetsIn, ...after.packetsIn],
    packetsOut: [...before.packetsOut, ...after.packetsOut],
    loss: [...before.loss, ...after.loss],
    jitter: [...before.jitter, ...after.jitter],
  };
}
