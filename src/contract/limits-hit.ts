/** The limits at the gateway whose hits are counted for the operator, in the order of the console. */
export const LIMIT_NAMES = [
  /** `limits.connections_per_address`: answered with HTTP 429. */
  'connections_per_address',
  /** `limits.connections`: answered with HTTP 503. */
  'connections',
  /** `limits.handshake_timeout_ms`: TLS or the HTTP upgrade was not done in time; cut off. */
  'handshake_timeout',
  /** `identify_timeout_ms`: closed with 4003. */
  'identify_timeout',
  /** `Limit.FAILED_IDENTIFIES`: closed with 4004. */
  'failed_identifies',
  /** `limits.failed_log_ins`: a user or an address is locked out for a while, refused with 1005. */
  'failed_log_ins',
  /** `limits.sessions`: refused with 1005. */
  'sessions',
  /** `limits.channels_per_user`: refused with 2002. */
  'channels_per_user',
  /** `limits.channels`: a radio may not make one more; refused with 2002. */
  'channels',
  /** `limits.frames_per_minute`: refused with 1005, then closed with 4008. */
  'frames_per_minute',
  /** `limits.frame_bytes`: closed with 1009. */
  'frame_bytes',
  /** `limits.message_fragments`, or a frame in too many pieces: closed with 1008. */
  'message_fragments',
  /** `limits.session_queue_bytes`: closed with 4013. */
  'session_queue_bytes',
] as const;

export type LimitName = (typeof LIMIT_NAMES)[number];

/** How often each limit was hit since the net went on the air. */
export type LimitsHit = Readonly<Record<LimitName, number>>;

/** Every limit at nought. */
export function noLimitsHit(): Record<LimitName, number> {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, 0])) as Record<LimitName, number>;
}
