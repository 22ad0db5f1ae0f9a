import type { DropReason } from '../../../contract/drops.ts';
import type { Role } from '../../../contract/fields.ts';
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

export const errors = {
  bad_input: 'Something that was entered is not allowed.',
  channel_exists: 'There is already a channel with this id.',
  no_such_channel: 'This channel is no longer there.',
  no_such_radio: 'This radio is no longer logged in.',
  no_such_token: 'This token is not in the list.',
  net_down: 'The net is off the air.',
  port_in_use:
    'Another program is using {{protocol}} port {{port}}. Stop that program, or choose another port.',
  port_refused: 'The system refuses {{protocol}} port {{port}}. Choose one from 1024 to 65535.',
  bad_host: 'The interface set in the settings is no address of this computer.',
  bad_settings: 'There is a mistake in the settings file.',
  folder_unusable: 'The data folder cannot be used.',
  keys_unreadable: 'The keys that sign tokens cannot be read.',
  internal: 'Something went wrong inside the program.',
} satisfies Record<OperatorErrorCode, string>;

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

/** What is allowed in each field of a form. */
export const fields = {
  channel_id: '1 to 128 bytes, without control characters.',
  channel_name: '1 to 256 bytes, without control characters.',
  capacity: 'A whole number from 1 to 100.',
  user_id: '1 to 128 bytes, without control characters, and not “system”.',
  channels: '1 to 64 channel ids of at most 128 bytes each.',
  priority: 'A whole number from 0 to 255.',
  ttl_s: 'From 1 to 8,784 hours.',
  ws_port: 'A whole number from 0 to 65535.',
  udp_port: 'A whole number from 0 to 65535.',
} as const;
