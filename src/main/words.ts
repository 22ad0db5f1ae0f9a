import type { Language } from '../contract/console.ts';

/** What the system shows of the app: the tray, and questions outside of the window. */
const en = {
  on_air: 'On the air',
  starting: 'Starting',
  failed: 'Off the air',
  radios: (count: number): string => (count === 1 ? '1 radio on' : `${count} radios on`),
  alarms: (count: number): string => (count === 1 ? '1 zombie' : `${count} zombies`),
  show: 'Show window',
  copy: 'Copy address',
  quit: 'Quit',
  stay: 'Stay on the air',
  quit_title: 'Quit Mini LiveChat?',
  quit_hits: (count: number): string =>
    count === 1
      ? '1 radio is on. It loses the net at once.'
      : `${count} radios are on. They lose the net at once.`,
  closed_title: 'The net stays on the air',
  closed_why:
    'Only the window is closed. The icon in the notification area brings it back, and quits the app.',
  closed_never: 'Do not say this again',
  ok: 'OK',
};

/** The words of one language. */
export type HostWords = typeof en;

const ko: HostWords = {
  on_air: '운용 중',
  starting: '시작하는 중',
  failed: '운용 중지',
  radios: (count) => `접속한 무전기 ${count}대`,
  alarms: (count) => `응답 없음 ${count}대`,
  show: '창 열기',
  copy: '접속 주소 복사',
  quit: '끝내기',
  stay: '계속 운용',
  quit_title: 'Mini LiveChat을 끝낼까요?',
  quit_hits: (count) => `무전기 ${count}대가 접속해 있습니다. 끝내면 바로 끊깁니다.`,
  closed_title: '무전망은 계속 운용됩니다',
  closed_why: '창만 닫혔습니다. 알림 영역의 아이콘에서 창을 다시 열거나 끝낼 수 있습니다.',
  closed_never: '다시 알리지 않기',
  ok: '확인',
};

export const HOST_WORDS: Readonly<Record<Language, HostWords>> = { en, ko };
