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

/**
 * What the journal answered. Minutes that it left out had no traffic. It may also have part of a
 * minute that was not over: what a run of the net that ended within it had kept.
 */
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

const UNKNOWN = { packetsIn: NaN, packetsOut: NaN, loss: NaN, jitter: NaN };

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
  for (let minute = first; minute < seen; minute += MINUTE_MS) {
    const end = Math.min(minute + MINUTE_MS, seen) - SECOND_MS;
    const begin = Math.max(minute, start);
    const row = byMinute.get(minute);
    const isOver = minute < past.until;
    if (end < begin || (!isOver && row === undefined)) continue;
    const ms = isOver ? MINUTE_MS : end + SECOND_MS - minute;
    points.push(minutePoint(row, begin, ms), minutePoint(row, end, ms));
  }
  const last = points.at(-1)?.at ?? seen;
  // Nobody knows what was in between, so no line goes there.
  if (seen - last > 2 * SECOND_MS) points.push({ ...UNKNOWN, at: last + SECOND_MS });
  return joined(linesOf(points), live);
}

/** The last hour, a point for each minute; the journal’s minutes, and what it does not have yet. */
export function lastHour(past: PastMinutes | null, live: PeerLines, now: number): PeerLines {
  const byMinute = new Map(past?.rows.map((row) => [row.minute, row]));
  const points: Point[] = [];
  const last = minuteOf(now);
  for (let minute = last - SPAN_MS.hour; minute <= last; minute += MINUTE_MS) {
    const row = byMinute.get(minute);
    const isKept = past !== null && minute >= past.from && minute < past.until;
    if (isKept) points.push(minutePoint(row, minute, MINUTE_MS));
    else points.push(unfinished(row, livePoint(live, minute), Math.min(now - minute, MINUTE_MS)));
  }
  return linesOf(points);
}

/**
 * Packets a second by stretches of a few seconds, those before the window looked on as the journal's
 * minutes have them.
 *
 * @param packets of each stretch, oldest first
 * @param seen how many seconds the window has looked on, from `since` on
 */
export function packetsBefore(
  packets: readonly number[],
  seconds: number,
  seen: number,
  since: number,
  rows: readonly TrafficMinute[],
): number[] {
  const byMinute = new Map(rows.map((row) => [row.minute, row.packets_in]));
  const first = packets.length - Math.ceil(seen / seconds);
  return packets.map((value, place) => {
    if (place >= first) return value;
    const minute = minuteOf(since - (first - place) * seconds * SECOND_MS);
    // What an earlier run had kept of the minute in which the window began is of that part of it.
    const ms = Math.min(MINUTE_MS, since - minute);
    return ((byMinute.get(minute) ?? 0) * SECOND_MS) / ms;
  });
}

/** A minute of the journal, as rates per second. @param ms what of the minute it covers */
function minutePoint(row: TrafficMinute | undefined, at: number, ms: number): Point {
  if (row === undefined) return { at, packetsIn: 0, packetsOut: 0, loss: NaN, jitter: NaN };
  return {
    at,
    packetsIn: row.packets_in / (ms / SECOND_MS),
    packetsOut: row.packets_out / (ms / SECOND_MS),
    loss: row.expected > 0 ? Math.max(0, row.lost) / row.expected : NaN,
    jitter: row.jitter_ms ?? NaN,
  };
}

/** A minute of which the journal has a part, or nothing yet; `ms` of it have passed. */
function unfinished(row: TrafficMinute | undefined, live: LivePoint, ms: number): Point {
  if (row === undefined) return live;
  const before = minutePoint(row, live.at, Math.max(ms, SECOND_MS));
  const share = (live.seconds * SECOND_MS) / Math.max(ms, SECOND_MS);
  const own = (value: number): number => (Number.isNaN(value) ? 0 : value * share);
  const jitters = [before.jitter, live.jitter].filter((value) => !Number.isNaN(value));
  return {
    at: live.at,
    packetsIn: before.packetsIn + own(live.packetsIn),
    packetsOut: before.packetsOut + own(live.packetsOut),
    loss: Number.isNaN(live.loss) ? before.loss : live.loss,
    jitter: highest(jitters),
  };
}

type LivePoint = Point & { readonly seconds: number };

/** A minute of what the window has seen, as far as it has. */
function livePoint(live: PeerLines, minute: number): LivePoint {
  const inside = (values: readonly number[]): number[] =>
    values.filter((value, index) => {
      const at = live.times[index] ?? NaN;
      return !Number.isNaN(value) && at >= minute && at < minute + MINUTE_MS;
    });
  const packets = inside(live.packetsIn);
  return {
    at: minute,
    seconds: packets.length,
    packetsIn: mean(packets),
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
