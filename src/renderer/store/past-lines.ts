import type { TrafficMinute } from '../../contract/past.ts';
import {
  keptMinutes,
  MINUTE_MS,
  minuteOf,
  type KeptMinute,
  type PastMinutes,
} from './past-minutes.ts';

/** The lines of charts, put together from what the journal has by minutes and the window by seconds. */

const SECOND_MS = 1_000;

/** How much of the past a chart shows. */
export const SPANS = ['minutes', 'hour'] as const;
export type Span = (typeof SPANS)[number];
export const SPAN_MS: Readonly<Record<Span, number>> = {
  minutes: 5 * MINUTE_MS,
  hour: 60 * MINUTE_MS,
};

/** A figure of a minute, and how several figures of the same minute are one. */
type Figure = {
  /** @param seconds what of the minute the row is of */
  readonly of: (row: TrafficMinute, seconds: number) => number;
  /** Rates are added up by the time that they lasted; of shares the newest counts, of jitter the worst. */
  readonly is: 'rate' | 'share' | 'worst';
};

const FIGURES = {
  packetsIn: { is: 'rate', of: (row, seconds) => row.packets_in / seconds },
  packetsOut: { is: 'rate', of: (row, seconds) => row.packets_out / seconds },
  drops: { is: 'rate', of: (row, seconds) => row.drops / seconds },
  loss: {
    is: 'share',
    of: ({ expected, lost }) => (expected > 0 ? Math.max(0, lost) / expected : NaN),
  },
  jitter: { is: 'worst', of: (row) => row.jitter_ms ?? NaN },
} as const satisfies Record<string, Figure>;
type FigureName = keyof typeof FIGURES;

/** Figures over time: one of each kind for each of `times`, NaN for none. */
export type Lines<Name extends FigureName> = {
  /** In ms since 1970, growing. */
  readonly times: readonly number[];
} & Readonly<Record<Name, readonly number[]>>;

/** The same without its figures being known by name. */
type AnyLines = { readonly times: readonly number[] } & Readonly<
  Partial<Record<FigureName, readonly number[]>>
>;

/**
 * The last five minutes: the seconds that the window has seen, and before them the journal's minutes,
 * each as a level stretch while the net was on the air.
 */
export function lastMinutes<L extends AnyLines>(past: PastMinutes | null, live: L, now: number): L {
  const start = now - SPAN_MS.minutes;
  const seen = live.times[0] ?? now;
  if (past === null || seen <= start) return live;
  const marks = levelMarks(past, start, seen);
  const times = [...marks.map(({ at }) => at), ...live.times];
  return linesLike(live, times, (name, values) => [
    ...marks.map(({ kept }) => (kept ? FIGURES[name].of(kept.row, kept.ms / SECOND_MS) : NaN)),
    ...values,
  ]);
}

/** A point of what the journal has, or one of which nothing is known: no line goes there. */
type Mark = { readonly at: number; readonly kept: KeptMinute | null };

/** Both ends of each stretch in which the net was on the air, between two times. */
function levelMarks(past: PastMinutes, start: number, seen: number): Mark[] {
  const marks: Mark[] = [];
  const keptOf = keptMinutes(past);
  const breakBefore = (at: number): void => {
    const last = marks.at(-1)?.at;
    // In the middle: beside a figure it would be one point with it where the chart is small.
    if (last !== undefined && at - last > 2 * SECOND_MS) {
      marks.push({ at: (last + at) / 2, kept: null });
    }
  };
  for (let minute = Math.max(past.from, minuteOf(start)); minute < seen; minute += MINUTE_MS) {
    const kept = keptOf(minute);
    for (const { from, to } of kept?.parts ?? []) {
      const [begin, end] = [Math.max(from, start), Math.min(to, seen) - SECOND_MS];
      if (kept === undefined || end < begin) continue;
      breakBefore(begin);
      marks.push({ at: begin, kept });
      if (end > begin) marks.push({ at: end, kept });
    }
  }
  breakBefore(seen);
  return marks;
}

/** The last hour, a point for each minute; the journal’s minutes, and what it does not have yet. */
export function lastHour<L extends AnyLines>(past: PastMinutes | null, live: L, now: number): L {
  const last = minuteOf(now);
  const times = Array.from(
    { length: SPAN_MS.hour / MINUTE_MS + 1 },
    (_, index) => last - SPAN_MS.hour + index * MINUTE_MS,
  );
  const keptOf = past === null ? () => undefined : keptMinutes(past);
  const isKept = (minute: number): boolean =>
    past !== null && minute >= past.from && minute < past.until;
  return linesLike(live, times, (name, values) =>
    times.map((minute) => {
      const kept = keptOf(minute);
      const own = isKept(minute) ? [] : within(live.times, values, minute);
      return together(name, kept, own);
    }),
  );
}

/**
 * Packets a second by stretches of a few seconds, those before the window looked on as the journal's
 * minutes have them, NaN while the net was not there.
 *
 * @param packets of each stretch, oldest first
 * @param seen how many seconds the window has looked on, from `since` on
 */
export function packetsBefore(
  packets: readonly number[],
  seconds: number,
  seen: number,
  since: number,
  past: PastMinutes,
): number[] {
  const keptOf = keptMinutes(past);
  const first = packets.length - Math.ceil(seen / seconds);
  return packets.map((value, place) => {
    if (place >= first) return value;
    const from = since - (first - place) * seconds * SECOND_MS;
    const to = from + seconds * SECOND_MS;
    const kept = keptOf(minuteOf(from));
    const isThere = kept?.parts.some((part) => part.from < to && part.to > from) ?? false;
    return kept && isThere ? FIGURES.packetsIn.of(kept.row, kept.ms / SECOND_MS) : NaN;
  });
}

/** What of the figures falls into a minute. */
function within(
  times: readonly number[],
  values: readonly number[],
  minute: number,
): readonly number[] {
  return values.filter((value, index) => {
    const at = times[index] ?? NaN;
    return !Number.isNaN(value) && at >= minute && at < minute + MINUTE_MS;
  });
}

/** A minute as one figure: what the journal has of it, and the seconds that the window has seen. */
function together(
  name: FigureName,
  kept: KeptMinute | undefined,
  seconds: readonly number[],
): number {
  const { is, of }: Figure = FIGURES[name];
  if (is === 'rate') {
    const time = (kept?.ms ?? 0) / SECOND_MS + seconds.length;
    const sum = (kept ? of(kept.row, 1) : 0) + seconds.reduce((a, b) => a + b, 0);
    return time > 0 ? sum / time : NaN;
  }
  const before = kept
    ? [of(kept.row, kept.ms / SECOND_MS)].filter((one) => !Number.isNaN(one))
    : [];
  if (is === 'worst')
    return before.length + seconds.length > 0 ? Math.max(...before, ...seconds) : NaN;
  const mean = seconds.reduce((a, b) => a + b, 0) / seconds.length;
  return seconds.length > 0 ? mean : (before[0] ?? NaN);
}

/** Lines of the same figures. */
function linesLike<L extends AnyLines>(
  live: L,
  times: readonly number[],
  figure: (name: FigureName, values: readonly number[]) => readonly number[],
): L {
  const { times: _, ...figures } = live;
  const lines = Object.entries(figures).map(([name, values]) => [
    name,
    figure(name as FigureName, values as readonly number[]),
  ]);
  return { times, ...Object.fromEntries(lines) } as L;
}
