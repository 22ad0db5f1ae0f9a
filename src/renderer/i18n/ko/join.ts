import type { Words } from '../en.ts';

export const join: Words['join'] = {
  open: '모든 주소와 접속 코드',
  open_expiring: '모든 주소와 접속 코드: 인증서를 새로 바꿔야 합니다',
  title: '이 무전망에 접속하기',
  code: '접속 코드 (QR)',
  explain: '무전기로 찍거나 복사하세요. 무전망의 위치와 진짜임을 확인하는 방법이 들어 있습니다.',
  copy: '접속 링크 복사',
  fingerprint: '지문',
  copy_fingerprint: '지문 복사',
  made: '여기서 만든 키의 지문입니다. 이 컴퓨터의 주소가 바뀌어도 그대로입니다.',
  own: '직접 준비한 인증서의 키 지문입니다.',
  expires: '인증서는 {{time}}까지 유효합니다.',
  expired: '인증서가 {{time}}에 만료되었습니다.',
  renew_own: '파일을 새 인증서로 바꾸세요.',
  renew_made: '무전망을 다시 시작하면 갱신됩니다. 지문은 그대로입니다.',
  secure: '암호화 주소 (wss)',
  secure_off: '설정에서 꺼져 있습니다.',
  plain: '암호화하지 않는 주소 (ws)',
  plain_off: '설정에서 꺼져 있습니다. 모든 접속이 암호화됩니다.',
  media: '음성용 UDP 포트 (무전기는 접속할 때 자동으로 받습니다)',
};
