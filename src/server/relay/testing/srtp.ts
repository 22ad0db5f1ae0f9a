import type { SrtpProfile } from '../../../contract/srtp.ts';
import {
  keyAndSaltBytes,
  masterKey,
  type MasterKey,
  SRTP_BUFFER_BYTES,
  SrtpReceiver,
  SrtpSender,
} from '../../../media/srtp/index.ts';

/** A key that is told apart by a number. */
export function testKey(profile: SrtpProfile, seed: number): MasterKey {
  return masterKey(profile, new Uint8Array(keyAndSaltBytes(profile)).fill(seed));
}

/** An RTP packet (RFC 3550, 5.1) with a sequence number of its own. */
export function rtpOf(ssrc: number, sequence: number, payload = `speech ${sequence}`): Buffer {
  const packet = Buffer.alloc(12 + payload.length);
  packet.writeUInt16BE(0x806f, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(ssrc, 8);
  packet.write(payload, 12);
  return packet;
}

/** What one end makes of a packet; its two ways share nothing. */
export class SrtpEnd {
  readonly #sender: SrtpSender;
  readonly #receiver: SrtpReceiver;

  constructor(key: MasterKey) {
    this.#sender = new SrtpSender(key);
    this.#receiver = new SrtpReceiver(key);
  }

  seal(packet: Uint8Array, roc = 0): Buffer {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    return out.subarray(0, this.#sender.protectRtp(packet, roc, out));
  }

  sealReport(packet: Uint8Array): Buffer {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    return out.subarray(0, this.#sender.protectRtcp(packet, out));
  }

  /** The packet in plain, or null where it cannot be opened. */
  open(packet: Uint8Array): Buffer | null {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    const bytes = this.#receiver.unprotectRtp(packet, out);
    return bytes < 0 ? null : out.subarray(0, bytes);
  }

  openReport(packet: Uint8Array): Buffer | null {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    const bytes = this.#receiver.unprotectRtcp(packet, out);
    return bytes < 0 ? null : out.subarray(0, bytes);
  }
}
