import type { Words } from '../en.ts';

export const zombies: Words['zombies'] = {
  summary_one: '신호가 끊긴 무전기 {{count}}대, 그중 응답 없음 {{zombies}}대',
  summary_other: '신호가 끊긴 무전기 {{count}}대, 그중 응답 없음 {{zombies}}대',
  side: '끊긴 쪽',
  sides: { websocket: 'WebSocket', udp: 'UDP', both: '양쪽 모두' },
  side_meaning: {
    websocket: 'WebSocket이 조용하지만 음성 패킷은 옵니다.',
    udp: '음성 패킷이 오지 않지만 WebSocket은 살아 있습니다.',
    both: 'WebSocket에서도 음성 패킷에서도 신호가 없습니다.',
  },
  removed: '제거까지',
  poke: {
    title: '응답 확인',
    name: '확인',
    user: '{{user}} 응답 확인',
    waiting: '기다리는 중…',
    answered: '{{time}} 만에 응답',
    silent: '응답 없음',
    gone: '이미 나감',
  },
  kick_all: '{{count}}대 모두 내보내기…',
  empty: '모든 무전기가 응답합니다',
  empty_why: '두 연결 경로 가운데 하나라도 조용해진 무전기가 여기에 나타납니다.',
};
