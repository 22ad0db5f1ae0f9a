import { Limit } from '../../contract/limits.ts';
import { rtpHeaderBytes } from '../rtp-header.ts';
import type { MasterKey } from './master-key.ts';
import { transformOf } from './profiles.ts';
import { SRTP_MOST_EXTRA_BYTES, type Transform } from './transform.ts';

/** Room that is always enough for a protected packet, in bytes. */
export const SRTP_BUFFER_BYTES = Limit.DATAGRAM_MAX_BYTES + SRTP_MOST_EXTRA_BYTES;

const MOST_REPORTS = 0x8000_0000;

/**
 * The sending end of a key. No two packets may share an SSRC and an index, ever (RFC 3711, section
 * 9.1): whoever calls this sees to it for RTP, this sees to it for RTCP.
 */
export class SrtpSender {
  readonly #transform: Transform;
  #reports = 0;

  constructor(master: MasterKey) {
    this.#transform = transformOf(master);
  }

  /**
   * Protects an RTP packet with a whole header.
   *
   * @param roc roll-over counter of its sequence number
   * @param out of `SRTP_BUFFER_BYTES`, or at least 20 bytes longer than the packet
   * @returns length of the output, in bytes
   */
  protectRtp(packet: Uint8Array, roc: number, out: Uint8Array): number {
    return this.#transform.protectRtp(packet, rtpHeaderBytes(packet), roc, out);
  }

  /**
   * Protects an RTCP packet of 8 bytes at least. One count of indices serves all SSRCs: an index has
   * only to grow (RFC 3711, section 3.4).
   *
   * @returns length of the output, in bytes; 0 once the key has protected 2^31 reports, which is all
   *   it may
   */
  protectRtcp(packet: Uint8Array, out: Uint8Array): number {
    if (this.#reports === MOST_REPORTS) return 0;
    const bytes = this.#transform.protectRtcp(packet, this.#reports, out);
    this.#reports += 1;
    return bytes;
  }
}
