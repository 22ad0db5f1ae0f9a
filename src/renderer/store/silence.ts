import type { RadioView, Watch } from '../../contract/operator.ts';
import type { PeerView } from '../../contract/operator.ts';

/** The two ways to a radio. */
export type Way = 'websocket' | 'udp';

/** When each way of a radio last spoke, in ms since 1970; null for one that never did. */
export type LastSpoke = Readonly<Record<Way, number | null>>;

/** @param peers its places in channels */
export function lastSpoke(radio: RadioView, peers: readonly PeerView[]): LastSpoke {
  const packets = [radio.packet_proved_at, ...peers.map((peer) => peer.last_packet_at)];
  const known = packets.filter((at) => at !== null);
  return {
    websocket: radio.frame_seen_at,
    udp: known.length === 0 ? null : Math.max(...known),
  };
}

/** Which ways of a radio have fallen silent. */
export type Silent = 'websocket' | 'udp' | 'both';

/**
 * Which ways of a radio have fallen silent, by the time after which the net suspects one. UDP that
 * has never proved an address owes no sign of life: a radio that listens by plain RTP says nothing.
 */
export function silentWays(
  radio: RadioView,
  spoke: LastSpoke,
  watch: Watch,
  now: number,
): Silent | null {
  const isSilent = (at: number | null): boolean =>
    at !== null && now - at >= watch.suspect_after_ms;
  const websocket = radio.resumable_until !== null || isSilent(spoke.websocket);
  const udp = radio.packet_proved_at !== null && isSilent(spoke.udp);
  if (websocket && (udp || spoke.udp === null || isSilent(spoke.udp))) return 'both';
  if (websocket) return 'websocket';
  return udp ? 'udp' : null;
}

/**
 * When the net will end a silent radio's session if nothing more is heard of it, in ms since 1970;
 * null for one whose WebSocket or proofs still come. Sessions are looked at only every now and then,
 * so it may be that much later.
 */
export function removedAt(radio: RadioView, watch: Watch): number | null {
  if (radio.resumable_until !== null) return radio.resumable_until;
  if (radio.state === 'alive') return null;
  return radio.last_seen_at + watch.zombie_after_ms + watch.interval_ms;
}
