import { SRTP_KEY_OVERLAP_MS } from '../../contract/srtp.ts';
import { uint16 } from '../../media/rtp-header.ts';
import {
  estimateIndex,
  type MasterKey,
  REPLAY_WINDOW,
  ReplayWindow,
  rocOf,
  SRTP_MOST_EXTRA_BYTES,
  SrtpSender,
} from '../../media/srtp/index.ts';
import { NEVER } from './counter-memory.ts';
import type { Media } from './srtp-uplink.ts';

const CYCLE = 0x1_0000;

/** What has been sent of one SSRC. */
type Stream = {
  /** Indices as they are upstream. */
  readonly sent: ReplayWindow;
  /** The ROC upstream that is zero downstream. */
  readonly firstRoc: number;
};

/**
 * One downlink key of a channel, for all that its members say.
 *
 * Sequence numbers stay what they are, and the ROC of every SSRC begins at zero with the key,
 * because that is where a member that joins later begins. When an SSRC has gone around, its ROC
 * is one, which only those can know who were there: then it is time for another key.
 *
 * Plain RTP says nothing of its ROC, and may come twice or begin anew. What would encrypt two
 * packets with the same index is not sent (RFC 3711, section 9.1).
 */
export class SrtpDownlink {
  readonly epoch: number;
  readonly #sender: SrtpSender;
  readonly #streams = new Map<number, Stream>();
  /** When the key was first used: monotonic, in ms. */
  #since = NEVER;
  #isWorn = false;
  #hasAsked = false;

  constructor(key: MasterKey, epoch: number) {
    this.epoch = epoch;
    this.#sender = new SrtpSender(key);
  }

  /**
   * Encrypts a packet.
   *
   * @param now monotonic time in ms
   * @returns a buffer of its own; null for one that cannot be encrypted
   */
  protect({ packet, kind, index }: Media, ssrc: number, now: number): Uint8Array | null {
    if (this.#since === NEVER) this.#since = now;
    const out = Buffer.allocUnsafe(packet.length + SRTP_MOST_EXTRA_BYTES);
    if (kind === 'rtcp') {
      const bytes = this.#sender.protectRtcp(packet, out);
      return bytes === 0 ? null : out.subarray(0, bytes);
    }
    const roc = this.#rocFor(packet, ssrc, index);
    return roc < 0 ? null : out.subarray(0, this.#sender.protectRtp(packet, roc, out));
  }

  /**
   * Tells once that another key is due. Not sooner than the key before it has run out, so that a
   * radio has two of them at most, whoever plays with sequence numbers.
   */
  wantsRekey(now: number): boolean {
    if (!this.#isWorn || this.#hasAsked || now - this.#since < SRTP_KEY_OVERLAP_MS) return false;
    this.#hasAsked = true;
    return true;
  }

  /** The ROC downstream; negative for a packet that may not be sent. */
  #rocFor(packet: Uint8Array, ssrc: number, known: number | null): number {
    const stream = this.#streams.get(ssrc);
    const index = known ?? guess(stream?.sent.highest ?? -1, uint16(packet, 2));
    const { sent, firstRoc } = stream ?? this.#stream(ssrc, rocOf(index));
    const roc = rocOf(index) - firstRoc;
    if (roc < 0 || !sent.isNew(index)) return -1;
    sent.add(index);
    if (roc > 0) this.#isWorn = true;
    return roc;
  }

  #stream(ssrc: number, firstRoc: number): Stream {
    const stream = { sent: new ReplayWindow(), firstRoc };
    this.#streams.set(ssrc, stream);
    return stream;
  }
}

/** The index of a plain packet; one from far behind is the first of a stream that began anew. */
function guess(highest: number, sequence: number): number {
  const index = estimateIndex(highest, sequence);
  return index > highest - REPLAY_WINDOW ? index : (rocOf(highest) + 1) * CYCLE + sequence;
}
