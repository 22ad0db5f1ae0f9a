import type { TFunction } from 'i18next';
import type { AlarmKind, AlarmParams } from '../../contract/alarms.ts';

/** What of an alarm its text tells. */
export type ToldAlarm = {
  readonly [K in AlarmKind]: { readonly kind: K; readonly params: AlarmParams[K] };
}[AlarmKind];

/** What an alarm says, in the language of the window. */
export function alarmText(t: TFunction, { kind, params }: ToldAlarm): string {
  const replace = { ...params };
  if (kind === 'log_ins_refused') {
    return t(`alarms.text.log_ins_refused_${params.by}`, { replace });
  }
  // No network at all, or one again after none.
  if (kind === 'address_changed' && params.to === '') {
    return t('alarms.text.address_lost', { replace });
  }
  if (kind === 'address_changed' && params.from === '') {
    return t('alarms.text.address_found', { replace });
  }
  return t(`alarms.text.${kind}`, { replace });
}
