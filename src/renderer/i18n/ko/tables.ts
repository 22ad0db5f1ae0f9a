import type { Words } from '../en.ts';

/** Closed tables of the contract in Korean. */

export const radioState: Words['radio_state'] = {
  alive: '정상',
  suspect: '응답 지연',
  zombie: '응답 없음',
  lost: '연결 끊김',
  lost_until: '{{time}}까지',
};

export const role: Words['role'] = { radio: '무전기', dispatcher: '상황실', observer: '청취 전용' };

export const journalFault: Words['journal_fault'] = {
  disk_full: '디스크가 가득 찼습니다.',
  read_only: '데이터 폴더에 쓸 수 없습니다.',
  io_error: '디스크에 문제가 생겼습니다.',
  slow: '디스크가 너무 느립니다.',
  busy: '다른 프로그램이 기록을 붙잡고 있습니다.',
  damaged: '기록이 손상되었습니다.',
  thread_ended: '기록 담당 작업이 멈췄습니다.',
  other: '예상하지 못한 문제가 생겼습니다.',
};

export const dropReason: Words['drop_reason'] = {
  too_short: '너무 짧음',
  too_long: '너무 김',
  not_rtp: 'RTP 아님',
  unknown_ssrc: '모르는 SSRC',
  foreign_ip: '다른 IP',
  port_moved_early: '포트 조기 변경',
  observer: '청취 전용',
  send_failed: '전송 실패',
  bad_stun: '잘못된 STUN',
  stun_unauthenticated: '증명 없는 STUN',
  stun_replayed: '되풀이된 STUN',
  stun_rate: '너무 잦은 STUN',
  srtp_auth: 'SRTP 인증 실패',
  srtp_replay: 'SRTP 재전송',
  too_many: '초당 패킷 초과',
  muted: '음소거됨',
};

export const dropMeaning: Words['drop_meaning'] = {
  too_short: '12바이트보다 짧아 음성 패킷일 수 없습니다.',
  too_long: '1,500바이트를 넘어 음성 패킷으로 받을 수 없습니다.',
  not_rtp: '음성(RTP)도 제어 패킷(RTCP)도 STUN도 아닙니다. 잘못 온 패킷이거나 포트 탐색입니다.',
  unknown_ssrc:
    '이 SSRC를 쓰는 참가자가 없습니다. 채널에 들어오지 않았거나 이미 나간 무전기입니다.',
  foreign_ip: '참가자의 SSRC이지만 그 무전기의 IP가 아닌 곳에서 왔습니다.',
  port_moved_early: '이전 포트가 아직 쓰이는 동안 무전기가 포트를 바꿨습니다.',
  observer: '청취 전용 사용자가 송신하려 했습니다.',
  send_failed: '시스템이 패킷을 무전기로 보내지 못했습니다.',
  bad_stun: 'STUN처럼 시작하지만, 여기에서 무전기가 보내는 요청이 아닙니다.',
  stun_unauthenticated:
    '누군가 어느 무전기의 음성을 보내 달라고 했지만, 그 무전기임을 증명하지 못했습니다.',
  stun_replayed:
    '무전기가 전에 보낸 요청이 다른 주소에서 다시 왔습니다. 누가 엿들었을 수 있습니다.',
  stun_rate: '무전기가 1초에 다섯 번보다 자주 주소를 물었습니다.',
  srtp_auth: '무전기에 준 키와 다른 키로 암호화되었거나 도중에 바뀐 패킷입니다.',
  srtp_replay: '이미 온 적이 있거나 너무 늦게 온 암호화 패킷입니다.',
  too_many: '무전기가 설정에서 허용한 것보다 많은 패킷을 1초 동안 보냈습니다.',
  muted: '음소거한 무전기의 패킷입니다. 듣기만 할 수 있습니다.',
};

export const limitName: Words['limit_name'] = {
  connections_per_address: '주소별 접속 수',
  connections: '전체 접속 수',
  handshake_timeout: '접속 절차 시간',
  identify_timeout: '로그인 시간',
  failed_identifies: '로그인 실패',
  failed_log_ins: '로그인 잠금',
  sessions: '접속 무전기 수',
  channels_per_user: '무전기 하나의 채널 수',
  channels: '전체 채널 수',
  frames_per_minute: '분당 프레임',
  frame_bytes: '메시지 크기',
  message_fragments: '메시지 조각 수',
  session_queue_bytes: '느린 수신',
};

export const limitMeaning: Words['limit_meaning'] = {
  connections_per_address: '한 주소의 접속이 너무 많아 더 들어온 접속을 거절했습니다.',
  connections: '받을 수 있는 접속이 모두 차서 더 들어온 접속을 거절했습니다.',
  handshake_timeout: '접속만 하고 시간 안에 절차를 마치지 않아 끊었습니다.',
  identify_timeout: '접속한 뒤 시간 안에 로그인하지 않아 끊었습니다.',
  failed_identifies: '로그인에 너무 여러 번 실패해 끊었습니다.',
  failed_log_ins: '사용자나 주소가 로그인에 너무 여러 번 실패해 잠시 막았습니다.',
  sessions: '동시에 접속할 수 있는 무전기 수를 넘어 거절했습니다.',
  channels_per_user: '무전기가 채널에 너무 많이 들어가려 해 거절했습니다.',
  channels: '무전기가 채널을 너무 많이 만들려 해 거절했습니다.',
  frames_per_minute: '무전기가 프레임을 너무 많이 보내 거절하거나 끊었습니다.',
  frame_bytes: '무전기가 허용보다 큰 메시지를 보내 끊었습니다.',
  message_fragments: '무전기가 메시지를 너무 많은 조각으로 나눠 보내 끊었습니다.',
  session_queue_bytes: '무전기가 너무 느리게 받아 밀린 것이 한도를 넘어 끊었습니다.',
};

export const fields: Words['fields'] = {
  channel_id: '1~128바이트, 제어 문자 없이 입력하세요.',
  channel_name: '1~256바이트, 제어 문자 없이 입력하세요.',
  capacity: '1~100 사이의 정수를 입력하세요.',
  user_id: '1~128바이트, 제어 문자 없이, “system”이나 “operator”가 아닌 이름을 입력하세요.',
  channel_ids: '채널을 하나 이상 고르세요.',
  content:
    '1~2,000바이트로 입력하세요. 빈칸만으로는 보낼 수 없습니다. 한글은 한 글자가 3바이트입니다.',
  channels: '채널 ID 1~64개, 하나에 128바이트까지 입력하세요.',
  priority: '0~255 사이의 정수를 입력하세요.',
  ttl_s: '지금부터 1분~366일 사이로 고르세요.',
  ws_port: '0~65535 사이의 정수를 입력하세요.',
  wss_port: '0~65535 사이의 정수를 입력하세요.',
  udp_port: '0~65535 사이의 정수를 입력하세요.',
};

export const alarmSeverity: Words['alarms']['severity'] = { critical: '심각', warning: '주의' };

export const alarmText: Words['alarms']['text'] = {
  relay_restarted:
    '중계기가 멈췄다가 다시 작동합니다. {{down_ms}} ms 동안 음성이 끊겼습니다. 원인: {{reason}}',
  relay_down: '음성이 중계되지 않습니다. 중계기를 계속 다시 켜고 있습니다. 원인: {{reason}}',
  port_lost:
    '무전기가 {{port}}번 포트로 접속할 수 없습니다. 포트를 계속 다시 열고 있습니다. 원인: {{reason}}',
  journal_failing: '기록이 디스크에 남지 않고 있습니다. 원인: {{reason}}',
  address_changed: '무전기 접속 주소가 바뀌었습니다: {{from}} → {{to}}',
  address_lost: '네트워크가 끊겨 무전기가 접속할 수 없습니다. 끊기기 전 주소: {{from}}',
  address_found: '네트워크가 다시 연결되었습니다. 무전기 접속 주소: {{to}}',
  zombie: '{{user_id}} 무전기가 응답하지 않습니다.',
  radio_lost_talking: '{{user_id}} 무전기가 {{channel_id}} 채널에서 송신 중에 끊겼습니다.',
  log_ins_refused_address: '{{who}}에서 온 접속이 여러 번 거부되었습니다.',
  log_ins_refused_user: '{{who}} 사용자의 접속이 여러 번 거부되었습니다.',
  relay_overloaded: '패킷이 중계기가 처리하는 것보다 빨리 들어와 {{dropped}}개를 잃었습니다.',
};

export const errors: Words['errors'] = {
  bad_input: '입력한 값 중 쓸 수 없는 것이 있습니다.',
  channel_exists: '같은 ID의 채널이 이미 있습니다.',
  no_such_channel: '이 채널은 이미 없습니다.',
  no_such_radio: '이 무전기는 이미 접속해 있지 않습니다.',
  no_such_token: '목록에 없는 토큰입니다.',
  no_such_sanction: '이미 풀린 차단이나 음소거입니다.',
  no_such_alarm: '목록에 없는 경보입니다.',
  net_down: '무전망이 운용 중이 아닙니다.',
  port_in_use:
    '다른 프로그램이 {{protocol}} {{port}}번 포트를 쓰고 있습니다. 그 프로그램을 끝내거나 다른 포트를 고르세요.',
  port_refused:
    '시스템이 {{protocol}} {{port}}번 포트를 허용하지 않습니다. 1024~65535에서 고르세요.',
  bad_host: '설정에 적힌 인터페이스는 이 컴퓨터의 주소가 아닙니다.',
  bad_settings: '설정 파일에 잘못된 곳이 있습니다.',
  folder_unusable: '데이터 폴더를 쓸 수 없습니다.',
  keys_unreadable: '이 무전망의 키를 읽을 수 없습니다.',
  tls_unusable: '암호화 접속(wss)에 쓸 인증서나 그 키를 쓸 수 없습니다.',
  journal_unreadable: '기록을 읽을 수 없습니다.',
  file_not_read: '{{path}} 파일을 쓸 수 없습니다.',
  file_not_written: '{{path}} 파일을 저장하지 못했습니다.',
  not_printed: '인쇄하지 못했습니다. 원인: {{cause}}. 대신 PDF로 저장하세요.',
  internal: '프로그램 내부에서 문제가 생겼습니다.',
};
