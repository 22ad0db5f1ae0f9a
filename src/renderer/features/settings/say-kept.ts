import type { TFunction } from 'i18next';
import type { SettingsState } from '../../../contract/console.ts';
import { say } from '../../components/say.ts';

/** Says that settings were kept, and whether they are in force. */
export function sayKept(t: TFunction, { waiting }: SettingsState): void {
  say(t(waiting.length === 0 ? 'settings.saved' : 'settings.saved_waiting'));
}
