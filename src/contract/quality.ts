/**
 * How well a peer's packets come in, counted from the beginning of its membership.
 *
 * Packets of RTP that were taken from it = `expected - lost + duplicate + misfit`.
 */
export type Quality = {
  /** Places in its sequence that have passed (RFC 3550, A.1), restarts put together. */
  readonly expected: number;
  /**
   * Places for which no packet has come. Unlike in RFC 3550, A.3, a packet that comes twice hides
   * none that never came: that figure is `lost - duplicate`.
   */
  readonly lost: number;
  /** Packets that came after a later one and were put in their place. */
  readonly late: number;
  /** Packets that came again. */
  readonly duplicate: number;
  /** Packets whose sequence number fits nowhere. */
  readonly misfit: number;
  /** Interarrival jitter (RFC 3550, A.8) in ms. */
  readonly jitter_ms: number;
  /** Talk spurts that have begun. */
  readonly spurts: number;
  /** From the first to the last packet of the present or the last spurt, in ms. */
  readonly spurt_ms: number;
  /** The same of all spurts together. */
  readonly talk_ms: number;
  /** Over the last second, RTP and RTCP. */
  readonly packets_in_per_s: number;
  readonly packets_out_per_s: number;
  /** Bits of UDP payload that came in, over the last second. */
  readonly bitrate_in_bps: number;
  /** Round-trip time of its media in ms, where RTCP tells it; null where it does not. */
  readonly rtt_ms: number | null;
};
