import type { AlarmSeverity } from '../../../contract/alarms.ts';

/** One beep of a tone: when it begins and how long it is, in s from the start, and how high, in Hz. */
export type Beep = { readonly at_s: number; readonly length_s: number; readonly hz: number };

/**
 * The tones, one for each severity, told apart by rhythm as well as by height. They are short and
 * lie between 500 and 1,100 Hz, where small speakers are loud enough and those who hear high tones
 * badly still hear them. Three beeps and two are what people in hospitals know as grave
 * (IEC 60601-1-8).
 */
export const PATTERNS: Readonly<Record<AlarmSeverity, readonly Beep[]>> = {
  critical: [
    { at_s: 0, length_s: 0.14, hz: 784 },
    { at_s: 0.2, length_s: 0.14, hz: 784 },
    { at_s: 0.4, length_s: 0.14, hz: 1_047 },
    { at_s: 0.75, length_s: 0.14, hz: 784 },
    { at_s: 0.95, length_s: 0.14, hz: 1_047 },
  ],
  warning: [
    { at_s: 0, length_s: 0.2, hz: 659 },
    { at_s: 0.3, length_s: 0.28, hz: 523 },
  ],
};

/** How long a tone takes, in s. */
export function patternLength(beeps: readonly Beep[]): number {
  return Math.max(...beeps.map(({ at_s, length_s }) => at_s + length_s));
}
