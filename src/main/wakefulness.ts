import { powerMonitor, powerSaveBlocker } from 'electron';
import type { NetHost } from './net-host.ts';

/**
 * Keeps the machine awake while radios are on, and tells the net when it sleeps nevertheless.
 *
 * @returns tells whether it is being kept awake
 */
export function keepAwake(host: NetHost): () => boolean {
  let blocker: number | undefined;
  host.changed.on(({ radios }) => {
    if (radios > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  });
  // A lid that is closed, or a battery that is empty, is stronger than any blocker.
  powerMonitor.on('suspend', () => host.pause());
  powerMonitor.on('resume', () => host.resume());
  return () => blocker !== undefined;
}
