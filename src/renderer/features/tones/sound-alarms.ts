import type { AlarmSeverity } from '../../../contract/alarms.ts';
import { consoleStore } from '../../store/console.ts';
import { onTick } from '../../store/clock.ts';
import { loudness } from './loudness.ts';
import { useTones } from './tone-choices.ts';
import { TonePlayer } from './tone-player.ts';
import { ToneWatch } from './tone-watch.ts';

const player = new TonePlayer();

/** Has alarms be heard from now on, whatever view is open. */
export function soundAlarms(): void {
  const watch = new ToneWatch();
  const look = (): void => {
    const severity = watch.look(consoleStore.getState(), performance.now());
    if (severity === null) return;
    void player.play(severity, loudness(severity, useTones.getState(), Date.now()));
  };
  onTick(look);
  consoleStore.subscribe((state, before) => {
    if (state.alarms !== before.alarms || state.net !== before.net) look();
  });
}

/**
 * Sounds a tone as loud as it is chosen, whatever the hour.
 *
 * @returns whether the computer lets it be heard at all
 */
export function tryTone(severity: AlarmSeverity): Promise<boolean> {
  const quiet = { ...useTones.getState().quiet, on: false };
  const choices = { ...useTones.getState(), quiet, mutedUntil: 0 };
  return player.play(severity, loudness(severity, choices, Date.now()));
}
