import i18next from 'i18next';
import { api } from '../../api.ts';
import { say } from '../../components/say.ts';
import { asError } from '../../components/use-command.ts';
import { errorText } from '../../i18n/error-text.ts';
import type { Table } from '../../store/state.ts';

/** Whether there is an alarm that nobody has acknowledged. */
export function hasUnheard(alarms: Table<'alarms'>): boolean {
  return [...alarms.values()].some(({ acknowledged_at }) => acknowledged_at === null);
}

/** Says that the dispatcher knows of every alarm there is. */
export function acknowledgeAll(): void {
  void api
    .command('alarm.acknowledge_all', {})
    .catch((cause: unknown) => ({ ok: false as const, error: asError(cause) }))
    .then((result) => {
      if (!result.ok) say(errorText(i18next.t, result.error));
    });
}
