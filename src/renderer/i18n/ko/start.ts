import type { Words } from '../en.ts';

export const start: Words['start'] = {
  starting: '무전망을 시작하는 중…',
  title: '무전망이 시작되지 않았습니다',
  try_ports: '다음 포트로 다시 시도',
  ws_port: '접속 포트 (TCP)',
  wss_port: '암호화(wss) 포트 (TCP)',
  udp_port: '음성 포트 (UDP)',
  port_hint: '0~65535, 0이면 빈 포트를 고릅니다.',
  retry: '다시 시도',
  other_port: '여기에 다른 포트를 입력하세요.',
  port_in_use_by:
    '{{program}} 프로그램(프로세스 {{pid}})이 {{protocol}} {{port}}번 포트를 쓰고 있습니다. 그 프로그램을 끝내거나 다른 포트를 고르세요.',
  free_ports: '빈 포트 사용',
  still_failed: '{{time}}에 다시 시도했지만 실패했습니다.',
  go_back: '이전 설정으로 돌아가기',
  go_back_why: '이전 설정으로는 무전망이 운용되었습니다. 지금 설정은 따로 보관됩니다.',
};
