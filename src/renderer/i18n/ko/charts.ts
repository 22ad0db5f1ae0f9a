import type { Words } from '../en.ts';

export const charts: Words['charts'] = {
  title: '시간별 음성 품질',
  span: '표시할 기간',
  spans: { minutes: '5분', hour: '1시간' },
  nothing: {
    minutes: '최근 5분 동안 들어온 음성이 없습니다',
    hour: '최근 1시간 동안 들어온 음성이 없습니다',
  },
  everybody: '모든 무전기',
  packets_alt: '최근 {{span}} 동안 초당 들어오고 나간 패킷 그래프: {{whom}}',
  loss_alt: '최근 {{span}} 동안 패킷 손실률 그래프: {{whom}}',
  jitter_alt: '최근 {{span}} 동안 지터 그래프: {{whom}}',
};
