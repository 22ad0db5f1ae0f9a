import type { Words } from '../en.ts';

export const commands: Words['commands'] = {
  palette: '명령',
  find: '명령, 채널, 무전기 찾기',
  found_one: '명령 {{count}}개',
  found_other: '명령 {{count}}개',
  nothing: '“{{typed}}”에 맞는 명령이 없습니다',
  keys: '단축키',
  theme: '어두운 화면과 밝은 화면 바꾸기',
  search: '이 화면에서 검색',
  back: '무전기 닫기, 선택 해제, 채널 나가기',
  selected: '선택한 무전기 {{action}}',
  undo: '마지막 작업 실행 취소(음소거, 차단, 해제, 채널 삭제)',
  events_of: '열려 있는 무전기나 채널의 이벤트 보기',
  open_radio: '{{user}} 열기',
  rows: '윗줄, 아랫줄',
  open_row: '무전기 열기',
  select_row: '무전기 선택',
  letters: '한 글자 단축키 사용',
  letters_hint: '화면 낭독기나 음성 제어가 이 키를 쓰면 끄세요.',
  groups: { views: '화면', actions: '작업', window: '창', lists: '목록에서' },
};
