import type { OnAir, TrafficMinute } from '../../contract/past.ts';

/** What the journal has of the past by minutes, and of which part of each. */

export const MINUTE_MS = 60_000;

/**
 * What the journal answered. A minute that it left out is one in which the net was not there. It may
 * also have part of a minute that was not over: what runs of the net that ended within it had kept.
 */
export type PastMinutes = {
  readonly rows: readonly TrafficMinute[];
  /** When the net was on the air, oldest first. */
  readonly onAir: readonly OnAir[];
  /** The first minute that was asked for, and the first that was not over then, in ms since 1970. */
  readonly from: number;
  readonly until: number;
};

/** A stretch of time, in ms since 1970. */
type Part = { readonly from: number; readonly to: number };

/** A minute of the journal, and the parts of it that its figures are of. */
export type KeptMinute = {
  readonly row: TrafficMinute;
  readonly parts: readonly Part[];
  /** How long the parts are together, in ms. */
  readonly ms: number;
};

export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** Finds what is kept of a minute; nothing where the net was not there. */
export function keptMinutes(past: PastMinutes): (minute: number) => KeptMinute | undefined {
  const byMinute = new Map(past.rows.map((row) => [row.minute, row]));
  return (minute) => {
    const row = byMinute.get(minute);
    return row && keptOf(row, past);
  };
}

function keptOf(row: TrafficMinute, { onAir, until }: PastMinutes): KeptMinute | undefined {
  const { minute } = row;
  const isOver = minute < until;
  const end = minute + MINUTE_MS;
  const parts = onAir.flatMap((run): Part[] => {
    // What is there of a minute that was not over, only runs that have ended can have kept.
    if (run.to === null && !isOver) return [];
    const [from, to] = [Math.max(run.from, minute), Math.min(run.to ?? end, end)];
    return from < to ? [{ from, to }] : [];
  });
  // It is over just now, and was written down sooner than was to be expected: the next answer has it.
  if (parts.length === 0 && !isOver) return undefined;
  // A clock that was set back, perhaps: what the net wrote down, it was there for.
  const known = parts.length > 0 ? parts : [{ from: minute, to: end }];
  return { row, parts: known, ms: known.reduce((sum, { from, to }) => sum + to - from, 0) };
}
