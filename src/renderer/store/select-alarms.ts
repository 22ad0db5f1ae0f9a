import { isOpen, type AlarmSeverity, type AlarmView } from '../../contract/alarms.ts';
import type { Table } from './state.ts';

const EARLIER = 20;

/** The alarms that are open, the worst and then the newest first, and the last of the others. */
export function sortedAlarms(alarms: Table<'alarms'>): {
  readonly open: readonly AlarmView[];
  readonly earlier: readonly AlarmView[];
} {
  const newest = [...alarms.values()].sort((a, b) => b.last_at - a.last_at);
  const open = newest.filter(isOpen);
  const isCritical = ({ severity }: AlarmView): boolean => severity === 'critical';
  return {
    open: [...open.filter(isCritical), ...open.filter((alarm) => !isCritical(alarm))],
    earlier: newest.filter((alarm) => !isOpen(alarm)).slice(0, EARLIER),
  };
}

/** The newest alarm of a severity that nobody has acknowledged: what is said aloud. */
export function newestUnheard(
  alarms: Table<'alarms'>,
  severity: AlarmSeverity,
): AlarmView | undefined {
  let newest: AlarmView | undefined;
  for (const alarm of alarms.values()) {
    if (alarm.severity !== severity || alarm.acknowledged_at !== null) continue;
    if (newest === undefined || alarm.last_at >= newest.last_at) newest = alarm;
  }
  return newest;
}
