import type { Words } from '../en.ts';
import { alarmSeverity, alarmText } from './tables.ts';

export const alarms: Words['alarms'] = {
  title: '경보',
  none: '경보 없음',
  open_one: '경보 {{count}}건:',
  open_other: '경보 {{count}}건, 가장 높은 등급:',
  severity: alarmSeverity,
  text: alarmText,
  at: '{{time}}',
  times: '{{count}}번, 마지막 {{time}}',
  goes_on: '계속되는 중',
  over: '{{time}}에 끝남',
  show: '경보 목록 열기',
  acknowledge: '확인',
  acknowledge_it: '확인: {{text}}',
  acknowledge_all: '모두 확인',
  acknowledged: '{{time}}에 확인함',
  nothing: '확인할 경보가 없습니다.',
  earlier: '지난 경보',
};
