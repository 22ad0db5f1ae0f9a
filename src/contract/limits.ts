/**
 * Every limit and default of the net, in one place. What a user may change is in `settings.ts`,
 * which takes its defaults from here; the rest is fixed by the protocol.
 */

/** Limits fixed by the protocol. Each is the last value that is allowed. */
export const Limit = {
  /** Members of one channel. */
  CHANNEL_MEMBERS: 100,
  /** Content of a chat message, in bytes of UTF-8. */
  MESSAGE_BYTES: 2_000,
  /** One WebSocket message from a radio that every net takes, in bytes. */
  FRAME_BYTES: 16 * 1024,
  /** Pieces in which one WebSocket frame may arrive, as TCP or TLS cut it. */
  FRAME_CHUNKS: 1_024,
  /** A user id or a channel id, in bytes of UTF-8. */
  ID_BYTES: 128,
  /** A channel name, in bytes of UTF-8. */
  NAME_BYTES: 256,
  /** A token as a radio sends it, in bytes. */
  TOKEN_BYTES: 4_096,
  /** Channel patterns in one token. */
  TOKEN_CHANNELS: 64,
  /** Tokens that are minted at once, from a list. */
  TOKENS_AT_ONCE: 500,
  /** Deleted channels that an operator may bring back, the last ones. */
  DELETED_CHANNELS: 32,
  /** Life of a token: a minute to a year, in seconds. */
  TOKEN_TTL_S: { min: 60, max: 366 * 24 * 3600 },
  /** Failed IDENTIFYs on one connection; the last one closes it. */
  FAILED_IDENTIFIES: 5,
  /** Sessions that could be resumed and have ended, of which it is remembered why. */
  ENDED_SESSIONS: 256,
  /** The shortest datagram taken for RTP or RTCP, in bytes (the fixed header of RFC 3550, 5.1). */
  DATAGRAM_MIN_BYTES: 12,
  /** The longest datagram taken, in bytes. */
  DATAGRAM_MAX_BYTES: 1_500,
  /** How long a known address must be silent before plain RTP may move its port, in ms. */
  LATCH_SILENCE_MS: 500,
  /** The least time between two moves of a port by plain RTP, in ms. */
  LATCH_MOVE_INTERVAL_MS: 1_000,
  /** New Binding requests of one membership in a second, and as many repetitions of them. */
  STUN_PER_SECOND: 5,
  /** Silence after which a talker counts as having stopped, in ms. */
  TALK_SILENCE_MS: 500,
  /** Channels that one message of an operator goes to. */
  MESSAGE_CHANNELS: 1_000,
  /** Unread messages of a channel that are counted; more are said to be more. */
  UNREAD_COUNTED: 100,
  /** Minutes of traffic that are asked for at once: a day. */
  TRAFFIC_MINUTES: 1_440,
  /** Rows of one page of the journal. */
  PAGE_ROWS: 500,
  /** Alarms that are kept, those that are over among them. */
  ALARMS: 200,
} as const;

/** Defaults of what a user may change; units are in the names. */
export const Default = {
  WS_PORT: 8080,
  WSS_PORT: 8443,
  UDP_PORT: 10_000,
  HEARTBEAT_INTERVAL_MS: 10_000,
  SUSPECT_AFTER_MS: 20_000,
  ZOMBIE_AFTER_MS: 35_000,
  REAPER_INTERVAL_MS: 1_000,
  IDENTIFY_TIMEOUT_MS: 10_000,
  /** From the TCP connection to the WebSocket, TLS included. */
  HANDSHAKE_TIMEOUT_MS: 5_000,
  CONNECTIONS: 10_000,
  SESSIONS: 5_000,
  /** Frames of one radio; a heartbeat every 10 s takes 6 of them. */
  FRAMES_PER_MINUTE: 120,
  /** Failed log-ins of a user or an address in a row; the next ones are locked out. */
  FAILED_LOG_INS: 5,
  CHANNELS_PER_USER: 32,
  /** Far more than a net has, and few enough to be looked through. */
  CHANNELS: 1_000,
  /** Enough for a site full of radios behind one NAT. */
  CONNECTIONS_PER_ADDRESS: 128,
  /** Fragments of one message (RFC 6455, section 5.4); radios have no reason to send any. */
  MESSAGE_FRAGMENTS: 64,
  CLOSE_TIMEOUT_MS: 2_000,
  RESUME_WINDOW_MS: 60_000,
  RESUME_EVENTS: 1_024,
  RESUME_BYTES: 256 * 1024,
  SESSION_QUEUE_BYTES: 1024 * 1024,
  MEDIA_PEERS: 4_096,
  /** Of one SSRC: more than speech in the shortest frames makes (Opus, 2.5 ms: 400). */
  PACKETS_PER_SECOND: 500,
  JOURNAL_KEEP_DAYS: 90,
  JOURNAL_MAX_MB: 512,
  JOURNAL_COMMIT_TIMEOUT_MS: 1_000,
  TOKEN_TTL_S: 12 * 3600,
  KEY_OVERLAP_S: 24 * 3600,
  /** Priority cap of a token, 0 to 255 (normal traffic is 100). */
  TOKEN_PRIORITY: 100,
} as const;

/** How long an operator who pokes a radio waits for its answer, in ms. */
export const POKE_TIMEOUT_MS = 5_000;

/**
 * The least time between two deltas for the console, in ms. Ten a second at most are what it is meant
 * to hear: the tenth on top is for those that are held up on their way and come on the heels of
 * the one before.
 */
export const DELTA_INTERVAL_MS = 110;

/** Distance of two points of the traffic history, in ms, and how many are kept. */
export const TRAFFIC_INTERVAL_MS = 1_000;
export const TRAFFIC_POINTS = 300;
