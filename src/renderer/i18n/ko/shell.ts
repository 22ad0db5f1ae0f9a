import type { Words } from '../en.ts';

export const language: Words['language'] = {
  name: '한국어',
  switch_to: '{{language}} 화면으로 바꾸기',
};

export const views: Words['views'] = {
  net: '무전망',
  radios: '무전기',
  zombies: '무응답',
  media: '음성',
  traffic: '통신량',
  tokens: '토큰',
  messages: '메시지',
  events: '이벤트',
  settings: '설정',
  check: '컴퓨터 점검',
};

export const theme: Words['theme'] = {
  to_light: '밝은 화면으로 바꾸기',
  to_dark: '어두운 화면으로 바꾸기',
};

export const common: Words['common'] = {
  cancel: '취소',
  close: '닫기',
  copied: '복사됨',
  copy_failed: '복사하지 못했습니다',
  never: '없음',
  none: '없음',
  undo: '실행 취소',
  unknown: '–',
};

export const netState: Words['net_state'] = {
  label: '무전망 상태',
  on_air: '운용 중',
  starting: '시작하는 중',
  failed: '시작 실패',
  since: '{{time}}부터',
};

export const strip: Words['strip'] = {
  gateway: '무전기 접속 주소',
  no_address: '주소 없음',
  copy_address: '{{address}} 복사',
  addresses_changed: '{{time}}에 바뀜',
  addresses_changed_long:
    '이 컴퓨터의 주소가 {{time}}에 바뀌었습니다. 이전 주소를 쓰던 무전기에는 새 주소를 넣어야 합니다.',
  udp_port: 'UDP 포트',
  counts: '현황',
  radios: '무전기',
  suspects: '응답 지연',
  zombies: '응답 없음',
  talkers: '송신 중',
  packets_in: '들어옴/초',
  packets_out: '나감/초',
  packets_in_long: '초당 들어온 패킷',
  packets_out_long: '초당 나간 패킷',
  loss: '손실',
  loss_long: '최근 {{seconds}}초 동안 송신한 모든 무전기의 패킷 가운데 도착하지 않은 비율',
  loss_unknown: '송신 중인 무전기 없음',
  load: { normal: '중계 부하', high: '부하 높음', over: '과부하' },
  load_long: '최근 {{seconds}}초 가운데 중계기에 할 일이 있었던 시간의 비율',
  load_unknown: '측정된 값 없음',
  counts_stale: '현황(지난 값)',
  stale: '지금의 값이 아닙니다.',
  stale_long: '{{time}} 이후 무전망에서 새 정보가 오지 않습니다. 화면은 모두 그때의 모습입니다.',
};
