import type { AlarmSeverity } from '../../../contract/alarms.ts';
import { isQuiet } from './quiet-hours.ts';
import type { ToneChoices } from './tone-choices.ts';

/** How much softer a tone is in quiet hours. */
const SOFTLY = 0.25;

/**
 * How loud a tone is now, from 0, where it does not sound, to 1. Loudness follows the square of the
 * choice, as ears do.
 *
 * @param now in ms since 1970
 */
export function loudness(
  severity: AlarmSeverity,
  { volume, quiet, mutedUntil }: ToneChoices,
  now: number,
): number {
  if (mutedUntil > now) return 0;
  const loud = (volume / 100) ** 2;
  if (!isQuiet(quiet, now)) return loud;
  return severity === 'critical' && quiet.critical === 'softly' ? loud * SOFTLY : 0;
}
