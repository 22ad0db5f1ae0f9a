import type { DropReason } from '../../contract/drops.ts';
import { rtpHeaderBytes } from '../../media/rtp-header.ts';
import {
  FORGED,
  type MasterKey,
  REPLAYED,
  SRTP_BUFFER_BYTES,
  SrtpReceiver,
} from '../../media/srtp/index.ts';
import type { Kept } from './kept-row.ts';
import type { Latch, Verdict } from './latch.ts';
import type { Endpoint, Source } from './packet-io.ts';
import type { MediaKind } from './rtp.ts';

/** A packet as it may be relayed, in plain. Good until the next packet. */
export type Media = {
  readonly packet: Uint8Array;
  readonly kind: MediaKind;
  /** Index of an RTP packet that was authenticated (RFC 3711, 3.3.1); null where nothing tells. */
  readonly index: number | null;
};

/** What one packet is decrypted to; the relay has one in hand at a time. */
const plain = Buffer.alloc(SRTP_BUFFER_BYTES);

/** What a member sends, encrypted with a key of its own. */
export class SrtpUplink {
  /** Highest index of RTP and of RTCP so far, -1 before the first. */
  index = -1;
  reportIndex = -1;
  readonly #receiver: SrtpReceiver;
  #isNewest = false;

  /** @param kept what a relay before this one has taken of the SSRC */
  constructor(key: MasterKey, ssrc: number, kept: Pick<Kept, 'index' | 'reportIndex'> | null) {
    this.#receiver = new SrtpReceiver(key);
    if (kept === null) return;
    this.index = kept.index;
    this.reportIndex = kept.reportIndex;
    this.#receiver.resume(ssrc, kept.index, kept.reportIndex);
  }

  /**
   * Authenticates a packet and decrypts it.
   *
   * @param kind as its header says; whether it carries anything shows only when it is decrypted
   */
  open(packet: Uint8Array, kind: MediaKind): Media | DropReason {
    const receiver = this.#receiver;
    const bytes =
      kind === 'rtcp'
        ? receiver.unprotectRtcp(packet, plain)
        : receiver.unprotectRtp(packet, plain);
    if (bytes === FORGED) return 'srtp_auth';
    if (bytes === REPLAYED) return 'srtp_replay';
    const opened = plain.subarray(0, bytes);
    this.#isNewest = kind !== 'rtcp' && receiver.isNewest;
    if (this.#isNewest) this.index = receiver.index;
    if (kind === 'rtcp') {
      this.reportIndex = Math.max(this.reportIndex, receiver.reportIndex);
      return { packet: opened, kind, index: null };
    }
    const isEmpty = rtpHeaderBytes(opened) === bytes;
    return { packet: opened, kind: isEmpty ? 'empty_rtp' : 'rtp', index: receiver.index };
  }

  /**
   * Judges where the packet that was opened last came from. It is its radio's, whatever its IP, so
   * it latches and moves at once. But only what is newer than all before it does: who catches a
   * packet and sends it from elsewhere, later, moves nothing. RTCP does neither, as in plain.
   */
  judge<E extends Endpoint>({ endpoint }: Readonly<Latch<E>>, source: Source<E>): Verdict {
    if (endpoint !== null && source.is(endpoint)) return 'known';
    // Nothing can be sent to port 0.
    if (!this.#isNewest || source.port === 0) return 'pass';
    return endpoint === null ? 'latch' : 'move';
  }
}
