import type { Words } from '../en.ts';

export const channel: Words['channel'] = {
  open: '{{name}} 채널 열기',
  back: '모든 채널',
  gone: '삭제된 채널입니다. 지난 메시지와 이벤트는 계속 볼 수 있습니다.',
  unknown: '없는 채널입니다.',
  mode_short: { open: '자유 송신' },
  mode: { open: '자유 송신: 누구나 말할 수 있음' },
  srtp: { optional: '암호화 선택', required: '암호화된 음성만 허용' },
  write: '메시지 쓰기',
  rename: '이름 바꾸기',
  delete: '삭제',
  members: '참가자',
  beside: '메시지와 이벤트',
  messages: '메시지',
  events: '이벤트',
  no_events: '아직 이 채널에 이벤트가 없습니다.',
  traffic: '{{name}} 채널의 통신량',
};
