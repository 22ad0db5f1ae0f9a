import { alarmSeverity, alarmText } from './tables.ts';

export const alarms = {
  title: 'Alarms',
  none: 'No alarms',
  open_one: '{{count}} alarm:',
  open_other: '{{count}} alarms, the worst:',
  severity: alarmSeverity,
  text: alarmText,
  at: 'at {{time}}',
  times: '{{count}} times, last at {{time}}',
  goes_on: 'Goes on',
  over: 'Over since {{time}}',
  show: 'Show the alarms',
  acknowledge: 'Acknowledge',
  acknowledge_it: 'Acknowledge: {{text}}',
  acknowledge_all: 'Acknowledge all',
  acknowledged: 'Acknowledged at {{time}}',
  nothing: 'Nothing needs your attention.',
  earlier: 'Earlier',
} as const;
