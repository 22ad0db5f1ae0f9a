import type { Words } from '../en.ts';

export const traffic: Words['traffic'] = {
  summary: {
    minutes: '최근 5분과 운용 시작 이후',
    hour: '최근 1시간과 운용 시작 이후',
  },
  packets: '초당 패킷',
  dropped: '초당 버린 패킷',
  in: '들어옴',
  out: '나감',
  drops: '버림',
  packets_alt: '최근 {{span}} 동안 초당 들어오고 나간 패킷 그래프',
  drops_alt: '최근 {{span}} 동안 초당 버린 패킷 그래프',
  totals: '운용 시작 이후',
  packets_in: '들어온 패킷',
  packets_out: '나간 패킷',
  bytes_in: '들어온 바이트',
  bytes_out: '나간 바이트',
  by_reason: '사유별 버린 패킷',
  reason: '사유',
  meaning: '뜻',
  count: '버린 수',
  all: '버린 패킷 전체',
  limits: '한도에 걸린 횟수',
  limit: '한도',
  times: '횟수',
};
