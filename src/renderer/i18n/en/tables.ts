import type { AlarmKind, AlarmSeverity } from '../../../contract/alarms.ts';
import type { DropReason } from '../../../contract/drops.ts';
import type { JournalFault } from '../../../contract/events.ts';
import type { Role } from '../../../contract/fields.ts';
import type { LimitName } from '../../../contract/limits-hit.ts';
import type { SrtpProfile } from '../../../contract/srtp.ts';
import type { LatchedBy, OperatorErrorCode, RadioState } from '../../../contract/operator.ts';

/** Closed tables of the contract in English: the compiler sees to it that no entry is missing. */

export const radioState = {
  alive: 'Alive',
  suspect: 'Suspect',
  zombie: 'Zombie',
  /** A suspect whose connection is lost, and which may come back. */
  lost: 'Lost',
  lost_until: 'until {{time}}',
} satisfies Record<RadioState | 'lost' | 'lost_until', string>;

export const role = {
  radio: 'Radio',
  dispatcher: 'Dispatcher',
  observer: 'Observer',
} satisfies Record<Role, string>;

export const latchedBy = {
  rtp: 'First heard here',
  stun: 'Proved by STUN',
  srtp: 'Proved by SRTP',
} satisfies Record<LatchedBy, string>;

export const latchMeaning = {
  rtp: 'Taken from where its voice packets come from, which anybody at that address could send.',
  stun: 'The radio has proved with its password that it is at this address.',
  srtp: 'Encrypted voice packets that only this radio can make come from this address.',
} satisfies Record<LatchedBy, string>;

export const srtpName = {
  AEAD_AES_128_GCM: 'AES-GCM',
  AES_CM_128_HMAC_SHA1_80: 'AES-CM',
} satisfies Record<SrtpProfile, string>;

export const alarmSeverity = {
  critical: 'Critical',
  warning: 'Warning',
} satisfies Record<AlarmSeverity, string>;

/** What an alarm says; where a kind has two, by what tells them apart. */
export const alarmText = {
  relay_restarted:
    'The relay crashed and runs again. Nobody was heard for {{down_ms}} ms. Cause: {{reason}}',
  relay_down: 'Nothing is relayed; the relay is tried again all the time. Cause: {{reason}}',
  port_lost:
    'Radios cannot connect to port {{port}}; it is opened anew all the time. Cause: {{reason}}',
  journal_failing: 'Nothing is written to the journal any more. Cause: {{reason}}',
  address_changed: 'Radios now find the net at {{to}}, no longer at {{from}}.',
  address_lost:
    'This computer has lost its network: radios cannot find the net at {{from}} any more.',
  address_found: 'Radios find the net at {{to}}: this computer has a network again.',
  zombie: '{{user_id}} does not answer any more.',
  radio_lost_talking: '{{user_id}} was lost while talking in channel {{channel_id}}.',
  log_ins_refused_address: 'Several log-ins from {{who}} were refused.',
  log_ins_refused_user: 'Several log-ins as {{who}} were refused.',
  relay_overloaded: 'Packets come faster than the relay takes them; {{dropped}} were lost.',
} satisfies Record<Exclude<AlarmKind, 'log_ins_refused'>, string> & Record<string, string>;

export const errors = {
  bad_input: 'Something that was entered is not allowed.',
  channel_exists: 'There is already a channel with this id.',
  no_such_channel: 'This channel is no longer there.',
  no_such_radio: 'This radio is no longer logged in.',
  no_such_token: 'This token is not in the list.',
  no_such_sanction: 'That ban or mute is over already.',
  no_such_alarm: 'This alarm is no longer in the list.',
  net_down: 'The net is off the air.',
  port_in_use:
    'Another program is using {{protocol}} port {{port}}. Stop that program, or choose another port.',
  port_refused: 'The system refuses {{protocol}} port {{port}}. Choose one from 1024 to 65535.',
  bad_host: 'The interface set in the settings is no address of this computer.',
  bad_settings: 'There is a mistake in the settings file.',
  folder_unusable: 'The data folder cannot be used.',
  keys_unreadable: 'The keys of this net cannot be read.',
  tls_unusable: 'The certificate for encrypted connections (wss), or its key, cannot be used.',
  journal_unreadable: 'The journal cannot be read.',
  file_not_read: 'The file {{path}} cannot be used.',
  file_not_written: 'The file {{path}} could not be written.',
  not_printed: 'The system did not print. Cause: {{cause}}. Save it as a PDF instead.',
  internal: 'Something went wrong inside the program.',
} satisfies Record<OperatorErrorCode, string>;

/** Why nothing can be written to the journal. */
export const journalFault = {
  disk_full: 'The disk is full.',
  read_only: 'The data folder cannot be written to.',
  io_error: 'The disk reports a fault.',
  slow: 'The disk takes too long.',
  busy: 'Another program holds the journal.',
  damaged: 'The journal is damaged.',
  thread_ended: 'The program’s own writer has stopped.',
  other: 'Something unforeseen is in the way.',
} satisfies Record<JournalFault, string>;

export const dropReason = {
  too_short: 'Too short',
  too_long: 'Too long',
  not_rtp: 'Not RTP',
  unknown_ssrc: 'Unknown SSRC',
  foreign_ip: 'Foreign IP',
  port_moved_early: 'Port moved early',
  observer: 'Observer',
  send_failed: 'Send failed',
  bad_stun: 'Bad STUN',
  stun_unauthenticated: 'STUN without proof',
  stun_replayed: 'STUN replayed',
  stun_rate: 'STUN too often',
  srtp_auth: 'SRTP not authentic',
  srtp_replay: 'SRTP replayed',
  too_many: 'Too many a second',
  muted: 'Muted',
} satisfies Record<DropReason, string>;

export const dropMeaning = {
  too_short: 'Under 12 bytes, so it cannot be a media packet.',
  too_long: 'Over 1,500 bytes, longer than any media packet may be.',
  not_rtp: 'Neither voice (RTP), nor its control packets (RTCP), nor STUN: a stray or a port scan.',
  unknown_ssrc: 'No member of any channel has this SSRC: the radio has not joined, or has left.',
  foreign_ip: 'A member’s SSRC, sent from an IP address that is not that radio’s.',
  port_moved_early: 'A radio changed its port while its old one was still in use.',
  observer: 'An observer tried to talk; observers may only listen.',
  send_failed: 'The system could not send the packet on to a radio.',
  bad_stun: 'It begins like STUN, but is no request that a radio makes here.',
  stun_unauthenticated:
    'Somebody asked to be sent a radio’s media, and could not prove to be that radio.',
  stun_replayed:
    'A radio’s earlier request was sent again from another address: perhaps by an eavesdropper.',
  stun_rate: 'A radio asked for its address more often than five times a second.',
  srtp_auth: 'Encrypted with another key than its radio was given, or changed on the way.',
  srtp_replay: 'An encrypted packet that came before, or far too late.',
  too_many: 'A radio sent more packets in a second than the settings allow.',
  muted: 'From a radio that you have muted: it hears, and is not heard.',
} satisfies Record<DropReason, string>;

export const limitName = {
  connections_per_address: 'Connections of an address',
  connections: 'Connections in all',
  handshake_timeout: 'Handshake time',
  identify_timeout: 'Log-in time',
  failed_identifies: 'Failed log-ins',
  failed_log_ins: 'Locked out',
  sessions: 'Radios logged in',
  channels_per_user: 'Channels of a radio',
  channels: 'Channels in all',
  frames_per_minute: 'Frames a minute',
  frame_bytes: 'Message size',
  message_fragments: 'Message fragments',
  session_queue_bytes: 'Slow reader',
} satisfies Record<LimitName, string>;

export const limitMeaning = {
  connections_per_address: 'One address had too many connections; another was refused.',
  connections: 'The net had all the connections it takes; another was refused.',
  handshake_timeout: 'A connection was opened and said nothing more in time; it was cut off.',
  identify_timeout: 'A connection did not log in in time; it was closed.',
  failed_identifies: 'A connection failed to log in too often; it was closed.',
  failed_log_ins: 'A user or an address failed to log in too often; it has to wait.',
  sessions: 'No more radios may be logged in together; one was refused.',
  channels_per_user: 'A radio wanted into one channel too many; it was refused.',
  channels: 'A radio wanted to make one channel too many; it was refused.',
  frames_per_minute: 'A radio sent too many frames; they were refused, or it was closed.',
  frame_bytes: 'A radio sent a message larger than allowed; it was closed.',
  message_fragments: 'A radio sent a message in more pieces than allowed; it was closed.',
  session_queue_bytes: 'A radio read too slowly and too much was waiting for it; it was closed.',
} satisfies Record<LimitName, string>;

/** What is allowed in each field of a form. */
export const fields = {
  channel_id: '1 to 128 bytes, without control characters.',
  channel_name: '1 to 256 bytes, without control characters.',
  capacity: 'A whole number from 1 to 100.',
  user_id: '1 to 128 bytes, without control characters, and neither “system” nor “operator”.',
  channel_ids: 'Choose at least one channel.',
  content: '1 to 2,000 bytes, and not blank. A Korean letter takes three bytes.',
  channels: '1 to 64 channel ids of at most 128 bytes each.',
  priority: 'A whole number from 0 to 255.',
  ttl_s: 'From 1 minute to 366 days from now.',
  ws_port: 'A whole number from 0 to 65535.',
  wss_port: 'A whole number from 0 to 65535.',
  udp_port: 'A whole number from 0 to 65535.',
} as const;
