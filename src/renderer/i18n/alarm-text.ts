import type { TFunction } from 'i18next';
import type { AlarmView } from '../../contract/alarms.ts';

/** What an alarm says, in the language of the window. */
export function alarmText(t: TFunction, alarm: AlarmView): string {
  const replace = { ...alarm.params };
  if (alarm.kind === 'log_ins_refused') {
    return t(`alarms.text.log_ins_refused_${alarm.params.by}`, { replace });
  }
  return t(`alarms.text.${alarm.kind}`, { replace });
}
