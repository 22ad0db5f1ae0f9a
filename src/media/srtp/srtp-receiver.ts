import { rtpHeaderBytes, uint16, uint32 } from '../rtp-header.ts';
import type { MasterKey } from './master-key.ts';
import { estimateIndex, rocOf } from './packet-index.ts';
import { transformOf } from './profiles.ts';
import { ReplayWindow } from './replay-window.ts';
import { FORGED, type Transform } from './transform.ts';

export { FORGED };

/** What comes back for a packet that came before, or is too old to tell. */
export const REPLAYED = -2;

/** What an SSRC has sent so far. */
type Stream = { readonly rtp: ReplayWindow; readonly rtcp: ReplayWindow };

/**
 * The receiving end of a key, for any number of SSRCs. An SSRC takes room once a packet of it was
 * authenticated, and not before.
 */
export class SrtpReceiver {
  readonly #transform: Transform;
  readonly #streams = new Map<number, Stream>();
  #index = 0;
  #reportIndex = -1;
  #isNewest = false;

  constructor(master: MasterKey) {
    this.#transform = transformOf(master);
  }

  /** Index of the last RTP packet that was authentic: `2^16 * ROC + SEQ`. */
  get index(): number {
    return this.#index;
  }

  /** Index of the last RTCP packet that was authentic, -1 before the first. */
  get reportIndex(): number {
    return this.#reportIndex;
  }

  /** Whether that packet is newer than all before it of its SSRC. */
  get isNewest(): boolean {
    return this.#isNewest;
  }

  /**
   * Goes on where another receiver of the key has ended: what is not newer was seen.
   *
   * @param index highest of RTP, -1 for none
   * @param reportIndex highest of RTCP, -1 for none
   */
  resume(ssrc: number, index: number, reportIndex: number): void {
    const { rtp, rtcp } = this.#stream(ssrc);
    if (index >= 0) rtp.resume(index);
    if (reportIndex >= 0) rtcp.resume(reportIndex);
  }

  /**
   * Authenticates and decrypts an RTP packet with a whole header.
   *
   * @param out at least as long as the packet; not touched for a packet that is refused
   * @returns length of the output in bytes, or FORGED, or REPLAYED
   */
  unprotectRtp(packet: Uint8Array, out: Uint8Array): number {
    const ssrc = uint32(packet, 8);
    const stream = this.#streams.get(ssrc);
    const highest = stream?.rtp.highest ?? -1;
    const index = estimateIndex(highest, uint16(packet, 2));
    if (stream?.rtp.isNew(index) === false) return REPLAYED;
    const bytes = this.#transform.unprotectRtp(packet, rtpHeaderBytes(packet), rocOf(index), out);
    if (bytes === FORGED) return FORGED;
    (stream ?? this.#stream(ssrc)).rtp.add(index);
    this.#index = index;
    this.#isNewest = index > highest;
    return bytes;
  }

  /**
   * Authenticates and decrypts an RTCP packet of 8 bytes at least.
   *
   * @returns as `unprotectRtp`
   */
  unprotectRtcp(packet: Uint8Array, out: Uint8Array): number {
    const ssrc = uint32(packet, 4);
    const stream = this.#streams.get(ssrc);
    const index = this.#transform.rtcpIndex(packet);
    if (stream?.rtcp.isNew(index) === false) return REPLAYED;
    const bytes = this.#transform.unprotectRtcp(packet, out);
    if (bytes === FORGED) return FORGED;
    (stream ?? this.#stream(ssrc)).rtcp.add(index);
    this.#reportIndex = index;
    return bytes;
  }

  #stream(ssrc: number): Stream {
    const stream = { rtp: new ReplayWindow(), rtcp: new ReplayWindow() };
    this.#streams.set(ssrc, stream);
    return stream;
  }
}
