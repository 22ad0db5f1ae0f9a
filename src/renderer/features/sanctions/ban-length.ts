const HOUR_S = 3_600;
/** A shift, in hours. */
export const SHIFT_HOURS = 12;

/** How long a ban holds. */
export const BAN_LENGTHS = ['hour', 'shift', 'day', 'week', 'lifted'] as const;
export type BanLength = (typeof BAN_LENGTHS)[number];

/** The same in seconds; null: until it is lifted. */
export const BAN_LENGTH_S: Readonly<Record<BanLength, number | null>> = {
  hour: HOUR_S,
  shift: SHIFT_HOURS * HOUR_S,
  day: 24 * HOUR_S,
  week: 7 * 24 * HOUR_S,
  lifted: null,
};
