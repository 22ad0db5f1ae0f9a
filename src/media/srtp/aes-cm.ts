import { uint16, uint32, putUint32 } from '../rtp-header.ts';
import { CounterMode } from './counter-mode.ts';
import { HmacSha1, TAG_BYTES } from './hmac-sha1.ts';
import type { SessionKeys } from './key-derivation.ts';
import {
  ENCRYPTED,
  FORGED,
  RTCP_CLEAR_BYTES,
  RTCP_WORD_BYTES,
  type Transform,
} from './transform.ts';

/** Cipher and authenticator of one kind of packet. */
class Suite {
  readonly cipher: CounterMode;
  readonly mac: HmacSha1;

  constructor({ key, salt, authKey }: SessionKeys) {
    this.cipher = new CounterMode(key, salt);
    this.mac = new HmacSha1(authKey);
  }
}

/** AES_CM_128_HMAC_SHA1_80 (RFC 3711, sections 4.1.1 and 4.2.1). */
export class AesCm implements Transform {
  readonly #rtp: Suite;
  readonly #rtcpKeys: () => SessionKeys;
  #reports: Suite | null = null;

  constructor(rtp: SessionKeys, rtcp: () => SessionKeys) {
    this.#rtp = new Suite(rtp);
    this.#rtcpKeys = rtcp;
  }

  protectRtp(packet: Uint8Array, headerBytes: number, roc: number, out: Uint8Array): number {
    const end = packet.length;
    copy(packet, headerBytes, out);
    const { cipher, mac } = this.#rtp;
    cipher.apply(packet, headerBytes, end, uint32(packet, 8), roc, uint16(packet, 2), out);
    mac.sign(out, end, roc, out, end);
    return end + TAG_BYTES;
  }

  unprotectRtp(packet: Uint8Array, headerBytes: number, roc: number, out: Uint8Array): number {
    const end = packet.length - TAG_BYTES;
    const { cipher, mac } = this.#rtp;
    if (end < headerBytes || !mac.verify(packet, end, roc, end)) return FORGED;
    copy(packet, headerBytes, out);
    cipher.apply(packet, headerBytes, end, uint32(packet, 8), roc, uint16(packet, 2), out);
    return end;
  }

  protectRtcp(packet: Uint8Array, index: number, out: Uint8Array): number {
    const end = packet.length;
    const word = (ENCRYPTED | index) >>> 0;
    copy(packet, RTCP_CLEAR_BYTES, out);
    this.#cryptReport(packet, end, index, out);
    putUint32(out, end, word);
    this.#rtcp.mac.sign(out, end, word, out, end + RTCP_WORD_BYTES);
    return end + RTCP_WORD_BYTES + TAG_BYTES;
  }

  unprotectRtcp(packet: Uint8Array, out: Uint8Array): number {
    const end = packet.length - RTCP_WORD_BYTES - TAG_BYTES;
    if (end < RTCP_CLEAR_BYTES) return FORGED;
    const word = uint32(packet, end);
    if (!this.#rtcp.mac.verify(packet, end, word, end + RTCP_WORD_BYTES)) return FORGED;
    const isEncrypted = (word & ENCRYPTED) !== 0;
    copy(packet, isEncrypted ? RTCP_CLEAR_BYTES : end, out);
    if (isEncrypted) this.#cryptReport(packet, end, (word & ~ENCRYPTED) >>> 0, out);
    return end;
  }

  rtcpIndex(packet: Uint8Array): number {
    return uint32(packet, packet.length - RTCP_WORD_BYTES - TAG_BYTES) & ~ENCRYPTED;
  }

  get #rtcp(): Suite {
    return (this.#reports ??= new Suite(this.#rtcpKeys()));
  }

  #cryptReport(packet: Uint8Array, end: number, index: number, out: Uint8Array): void {
    const [high, low] = [index >>> 16, index & 0xffff];
    const ssrc = uint32(packet, 4);
    this.#rtcp.cipher.apply(packet, RTCP_CLEAR_BYTES, end, ssrc, high, low, out);
  }
}

function copy(from: Uint8Array, bytes: number, to: Uint8Array): void {
  for (let i = 0; i < bytes; i += 1) to[i] = from[i] ?? 0;
}
