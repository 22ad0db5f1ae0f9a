/** Why the relay dropped a datagram. The order is that of the counters in shared memory. */
export const DROP_REASONS = [
  /** Under 12 bytes. */
  'too_short',
  /** Over 1,500 bytes. */
  'too_long',
  /** Neither STUN nor RTP nor RTCP of version 2 (RFC 3550, 5.1; RFC 7983). */
  'not_rtp',
  /** An SSRC that no member has. */
  'unknown_ssrc',
  /** A known SSRC from an IP that is not its radio's. */
  'foreign_ip',
  /** A known SSRC from another port before the old address was silent long enough. */
  'port_moved_early',
  /** From an observer, who may only listen. */
  'observer',
  /** The system refused to send it on. */
  'send_failed',
  /** Begins like STUN (RFC 7983), and is no Binding request that can be answered. */
  'bad_stun',
  /** A Binding request without integrity, with a wrong one, or of a user name that no member has. */
  'stun_unauthenticated',
  /** A Binding request that was taken before, from another address than its radio's. */
  'stun_replayed',
  /** More Binding requests of one member than `Limit.STUN_PER_SECOND`. */
  'stun_rate',
  /** SRTP that was not made with its radio's key, or was changed on the way. */
  'srtp_auth',
  /** SRTP that came before, or is too old to tell; also plain RTP that cannot be encrypted twice. */
  'srtp_replay',
  /** More packets of one SSRC in a second than `limits.packets_per_second`. */
  'too_many',
  /** From a radio that an operator has muted: it hears and is not heard. */
  'muted',
] as const;

export type DropReason = (typeof DROP_REASONS)[number];
