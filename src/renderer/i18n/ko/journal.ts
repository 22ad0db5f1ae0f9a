import type { Words } from '../en.ts';

export const journal: Words['journal'] = {
  label: '기록',
  failing: '기록 저장 안 됨',
  failing_long:
    '{{time}}부터: {{reason}} 무전망은 계속 운용되며, 문제가 풀리면 기록은 저절로 이어집니다.',
  lost_one: '사라진 기록 {{count}}건',
  lost_other: '사라진 기록 {{count}}건',
  set_aside: '기록이 손상됨',
  set_aside_long: '손상된 파일은 {{name}} 파일로 옮기고 새 기록을 시작했습니다.',
};
