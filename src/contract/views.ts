import type { DropReason } from './drops.ts';
import type { JournalState } from './events.ts';
import type { ChannelMode, ChannelSrtp, LatchedBy, Role } from './fields.ts';
import type { Pin } from './pin.ts';
import type { Quality } from './quality.ts';
import type { SrtpProfile } from './srtp.ts';

/**
 * What the console is shown of the net. All times are in ms since 1970 unless a name says otherwise.
 */

export type RadioState = 'alive' | 'suspect' | 'zombie';

/** A radio that is logged in. */
export type RadioView = {
  readonly user_id: string;
  readonly session_id: string;
  readonly state: RadioState;
  readonly role: Role;
  /** The token it logged in with; null for the shared secret. */
  readonly jti: string | null;
  /** Where its WebSocket comes from, `ip:port`. */
  readonly address: string;
  readonly connected_at: number;
  /** When its last frame or authenticated packet came in. */
  readonly last_seen_at: number;
  /** When its WebSocket last spoke: a frame, or a ping of its own. */
  readonly frame_seen_at: number;
  /** When a UDP packet last proved that it is there (STUN, SRTP); null before the first. */
  readonly packet_proved_at: number | null;
  /** How long a ping over its WebSocket last took there and back, in ms; null before the first. */
  readonly rtt_ms: number | null;
  /** Whether it hears and is not heard. */
  readonly muted: boolean;
  /** Until when it may come back, where its connection is lost; null while it has one. */
  readonly resumable_until: number | null;
};

/** A user's place in a channel. */
export type MemberView = {
  readonly user_id: string;
  readonly ssrc: number;
  readonly joined_at: number;
};

export type ChannelView = {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly mode: ChannelMode;
  readonly capacity: number;
  /** Whether radios that speak plain RTP are let in. */
  readonly srtp: ChannelSrtp;
  /** Who made it; null for presets and for operators. */
  readonly creator: string | null;
  readonly created_at: number;
  readonly members: readonly MemberView[];
};

/** Packets and bytes, in as they came from radios, out as they went to radios. */
export type Traffic = {
  readonly packets_in: number;
  readonly bytes_in: number;
  readonly packets_out: number;
  readonly bytes_out: number;
};

export type { LatchedBy };

/** The media side of a membership, known by its SSRC. */
export type PeerView = Traffic & {
  readonly ssrc: number;
  readonly user_id: string;
  readonly channel_id: string;
  /** How its media is encrypted; null for plain RTP. */
  readonly srtp: SrtpProfile | null;
  /** Where its media comes from and goes to, `ip:port`; null until it has latched. */
  readonly address: string | null;
  readonly latched_by: LatchedBy | null;
  readonly talking: boolean;
  /** When the present or the last talk spurt began. */
  readonly talk_started_at: number | null;
  /** When the last packet that was relayed came in. */
  readonly last_packet_at: number | null;
  readonly drops: Readonly<Partial<Record<DropReason, number>>>;
  readonly quality: Quality;
};

/** What the relay has done since it started. */
export type Totals = Traffic & { readonly drops: Readonly<Record<DropReason, number>> };

/** The net's traffic over one interval, as rates per second, and what it was to the relay. */
export type TrafficPoint = {
  readonly at: number;
  readonly packets_in_per_s: number;
  readonly packets_out_per_s: number;
  readonly bytes_in_per_s: number;
  readonly bytes_out_per_s: number;
  readonly drops_per_s: number;
  /**
   * The share of it in which the relay had work, 0 to 1; null where nobody knows, as when the relay
   * was started again in it.
   */
  readonly relay_load: number | null;
};

export type TokenView = {
  readonly jti: string;
  readonly user_id: string;
  readonly role: Role;
  readonly channels: readonly string[];
  readonly priority: number;
  readonly issued_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
};

/** Where radios find the net, as long as it is on the air. */
export type NetAddresses = {
  /** Null where plain WebSockets are turned off. */
  readonly ws_port: number | null;
  /** Null where TLS is turned off. */
  readonly wss_port: number | null;
  readonly udp_port: number;
  /** Gateway addresses for radios, the one to try first leading: `ws://192.168.1.5:8080/ws`. */
  readonly urls: readonly string[];
  /** The same with TLS: `wss://192.168.1.5:8443/ws`. */
  readonly wss_urls: readonly string[];
  readonly certificate: CertificateView | null;
};

/** The certificate of the gateway, by which radios know the net. */
export type CertificateView = {
  /** What radios pin; it stays the same for as long as the key does. */
  readonly pin: Pin;
  readonly expires_at: number;
  /** Whether it is the user's own, and not one that was made here. */
  readonly own: boolean;
};

/** Something an operator asked for that cannot be done, or a net that cannot go on the air. */
export type OperatorError = {
  readonly code: OperatorErrorCode;
  /** One line in English: the field, the value and what would be right. */
  readonly reason: string;
  /** The values inside the reason, for a console in another language. */
  readonly params: Readonly<Record<string, string | number>>;
};

/** The closed table of what can go wrong for an operator. */
export type OperatorErrorCode =
  | 'bad_input'
  | 'channel_exists'
  | 'no_such_channel'
  | 'no_such_radio'
  | 'no_such_token'
  | 'no_such_sanction'
  | 'no_such_alarm'
  | 'net_down'
  | 'port_in_use'
  | 'port_refused'
  | 'bad_host'
  | 'bad_settings'
  | 'file_not_read'
  | 'folder_unusable'
  | 'keys_unreadable'
  | 'tls_unusable'
  | 'journal_unreadable'
  | 'file_not_written'
  | 'not_printed'
  | 'internal';

/** How the relay moves packets: many with one system call, or one at a time. */
export type MediaIo = 'mmsg' | 'dgram';

export type NetState =
  | { readonly state: 'starting' }
  | {
      readonly state: 'on_air';
      readonly since: number;
      readonly addresses: NetAddresses;
      /** When the machine's addresses last changed under the net; null while they have not. */
      readonly addresses_changed_at: number | null;
      readonly data_dir: string;
      readonly media_io: MediaIo;
      readonly journal: JournalState;
      readonly watch: Watch;
    }
  | {
      readonly state: 'failed';
      readonly error: OperatorError;
      readonly ports: NetPorts;
      /** Whether there are other settings, with which it was last on the air. */
      readonly can_go_back: boolean;
    };

/** After which silence a radio counts as what, in ms, and how often the net looks for that. */
export type Watch = {
  readonly suspect_after_ms: number;
  readonly zombie_after_ms: number;
  readonly interval_ms: number;
};

/** The ports that the settings ask for. */
export type NetPorts = {
  readonly ws_port: number;
  readonly wss_port: number;
  readonly udp_port: number;
};
