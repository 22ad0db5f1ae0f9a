/** What sounds in quiet hours, of the gravest alarms: the others do not. */
export const QUIET_CRITICAL = ['softly', 'not_at_all'] as const;
type QuietCritical = (typeof QUIET_CRITICAL)[number];

export type QuietHours = {
  readonly on: boolean;
  /** Times of day, `22:00`. */
  readonly from: string;
  readonly to: string;
  readonly critical: QuietCritical;
};

/** @returns minutes after midnight; NaN for what is no time of day */
export function minutesOf(time: string): number {
  const [, hour = '', minute = ''] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hour === '' ? NaN : Number(hour) * 60 + Number(minute);
}

/**
 * Whether it is quiet at a time of day. From 22:00 to 06:00 is the night; from a time to the same
 * time is never.
 *
 * @param now in ms since 1970
 */
export function isQuiet({ on, from, to }: QuietHours, now: number): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  if (!on || Number.isNaN(begin) || Number.isNaN(end)) return false;
  const date = new Date(now);
  const at = date.getHours() * 60 + date.getMinutes();
  return begin <= end ? at >= begin && at < end : at >= begin || at < end;
}
