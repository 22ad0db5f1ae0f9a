import { kept } from '../../store/kept.ts';

const MINUTE_MS = 60_000;
const DAY_S = 24 * 3_600;

/** How long a token is valid. */
export const LIVES = ['shift', 'day', 'week', 'date'] as const;
type Life = (typeof LIVES)[number];

/** The times of day at which shifts change, in minutes after midnight; three shifts to begin with. */
const FIRST_CHANGES: readonly number[] = [6 * 60, 14 * 60, 22 * 60];
const MOST_CHANGES = 12;

/** When shifts change here: a choice of the window, kept from one start to the next. */
export const shiftChanges = kept<readonly number[]>(
  'shift-changes',
  FIRST_CHANGES,
  (value): value is readonly number[] =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_CHANGES &&
    value.every((minute) => Number.isInteger(minute) && minute >= 0 && minute < 24 * 60),
);

/** The times of day as people write them: `06:00, 14:00, 22:00`. */
export function changesText(changes: readonly number[]): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return changes.map((at) => `${two(Math.floor(at / 60))}:${two(at % 60)}`).join(', ');
}

/**
 * Reads times of day, such as `6:00, 18:30`.
 *
 * @returns minutes after midnight in their order, or null for what is no list of times
 */
export function parseChanges(text: string): readonly number[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const minutes = words.map((word) => {
    const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})$/.exec(word) ?? [];
    const at = Number(hour) * 60 + Number(minute);
    return hour !== '' && Number(hour) < 24 && Number(minute) < 60 ? at : NaN;
  });
  if (words.length === 0 || words.length > MOST_CHANGES || minutes.some(Number.isNaN)) return null;
  return [...new Set(minutes)].sort((a, b) => a - b);
}

/** How many ends of shifts one can choose from: of the one that runs, and of those after it. */
const CHOICES = 3;

/**
 * The next ends of shifts, in ms since 1970. Days are the clock's on the wall, whatever summer time
 * makes of them.
 *
 * @param changes minutes after midnight
 */
export function nextChanges(changes: readonly number[], now: number): number[] {
  const [year, month, day] = ymd(now);
  const ends: number[] = [];
  for (let after = 0; ends.length < CHOICES && after <= CHOICES; after += 1) {
    for (const minute of changes) {
      const end = new Date(year, month, day + after, 0, minute).getTime();
      if (end > now && ends.length < CHOICES) ends.push(end);
    }
  }
  return ends;
}

/** Who mints in the last hour of a shift mints for the relief. */
const RELIEF_MS = 60 * MINUTE_MS;

/** Which of the next ends is meant by "this shift": the first, unless it is over within the hour. */
export function meantChange(ends: readonly number[], now: number): number {
  return ends.length > 1 && (ends[0] ?? 0) - now < RELIEF_MS ? 1 : 0;
}

export type LifeChoice = {
  readonly life: Life;
  /** Which of the next ends of shifts; null: the one that is meant. */
  readonly shift: number | null;
  /** The last day, `2026-11-30`. */
  readonly date: string;
  readonly changes: readonly number[];
};

/**
 * How long it is from now until the end, in whole seconds; rounded up, as a token begins with the
 * second in which it is minted, and is to end with the shift.
 *
 * @returns NaN where no day was given
 */
export function lifeSeconds({ life, shift, date, changes }: LifeChoice, now: number): number {
  switch (life) {
    case 'shift': {
      const ends = nextChanges(changes, now);
      return Math.ceil(((ends[shift ?? meantChange(ends, now)] ?? NaN) - now) / 1_000);
    }
    case 'day':
      return DAY_S;
    case 'week':
      return 7 * DAY_S;
    case 'date':
      return Math.ceil((endOfDay(date) - now) / 1_000);
  }
}

/** The midnight that ends a day, in ms since 1970; NaN for what is no day. */
function endOfDay(date: string): number {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  return year === '' ? NaN : new Date(Number(year), Number(month) - 1, Number(day) + 1).getTime();
}

/** A day as a field for dates has it. */
export function dateText(at: number): string {
  const [year, month, day] = ymd(at);
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function ymd(at: number): readonly [year: number, month: number, day: number] {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth(), date.getDate()];
}
