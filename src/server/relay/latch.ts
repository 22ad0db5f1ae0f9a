import { Limit } from '../../contract/limits.ts';
import type { Settings } from '../../contract/settings.ts';
import { NEVER } from './counter-memory.ts';
import { ipOf, type Ip } from './ip.ts';
import type { Endpoint, Source } from './packet-io.ts';
import type { MediaKind } from './rtp.ts';

/** Whom to believe: the IP of the radio's WebSocket alone, or anybody who knows the SSRC. */
export type LatchRule = Settings['media']['latch'];

/** What is known of a peer's address. */
export type Latch<E extends Endpoint> = {
  /**
   * Where its plain RTP may come from: the IP of its WebSocket, or the last one that STUN has
   * proved.
   */
  ip: Ip;
  /** Where its media goes to; null until a packet has latched. */
  endpoint: E | null;
  /** When the last packet came from `endpoint`: monotonic, in ms. */
  heardAt: number;
  /** When `endpoint` last moved to another port: monotonic, in ms; latching is no move. */
  movedAt: number;
};

/**
 * The latch of a peer that has not been heard yet.
 *
 * @param ip of its WebSocket, in the form of `canonicalIp`
 */
export function newLatch<E extends Endpoint>(ip: string): Latch<E> {
  return { ip: ipOf(ip), endpoint: null, heardAt: NEVER, movedAt: NEVER };
}

/**
 * - `known`: from the address that is latched
 * - `latch`, `move`: from the address to send to from now on, the first or another one
 * - `pass`: acceptable, and says nothing about where to send to
 * - otherwise the reason for dropping it
 */
export type Verdict = 'known' | 'latch' | 'move' | 'pass' | 'foreign_ip' | 'port_moved_early';

/**
 * Judges where a packet of a known SSRC came from. Changes nothing.
 *
 * A peer is never un-latched for silence: who only listens keeps hearing.
 *
 * RTCP neither latches nor moves: it is plain RTP that does, and a radio that sends its reports
 * from a port of their own (RFC 3550, section 11) would otherwise lead its audio there.
 *
 * @param now monotonic time in ms
 */
export function judge<E extends Endpoint>(
  rule: LatchRule,
  latch: Readonly<Latch<E>>,
  source: Source<E>,
  kind: MediaKind,
  now: number,
): Verdict {
  const { endpoint } = latch;
  if (endpoint !== null && source.is(endpoint)) return 'known';
  const anyIp = rule === 'any-ip';
  if (!anyIp && !source.hasIp(latch.ip)) return 'foreign_ip';
  if (kind === 'rtcp') return 'pass';
  // Nothing can be sent to port 0.
  if (source.port === 0) return 'port_moved_early';
  if (endpoint === null) return 'latch';
  if (anyIp) return 'move';
  const isSilent = now - latch.heardAt >= Limit.LATCH_SILENCE_MS;
  const mayMove = now - latch.movedAt >= Limit.LATCH_MOVE_INTERVAL_MS;
  return isSilent && mayMove ? 'move' : 'port_moved_early';
}
