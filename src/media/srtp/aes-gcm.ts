import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { putUint32, uint16, uint32 } from '../rtp-header.ts';
import type { SessionKeys } from './key-derivation.ts';
import {
  ENCRYPTED,
  FORGED,
  RTCP_CLEAR_BYTES,
  RTCP_WORD_BYTES,
  type Transform,
} from './transform.ts';

const TAG_BYTES = 16;
const IV_BYTES = 12;

/**
 * What Node is handed, copied here first: a view of a packet is dearer to make than these few bytes
 * are to copy, and views of these places can be kept.
 */
class Scratch {
  readonly bytes = new Uint8Array(2_048);
  readonly #views: (Uint8Array | undefined)[] = [];

  first(bytes: number): Uint8Array {
    return (this.#views[bytes] ??= this.bytes.subarray(0, bytes));
  }
}

const clear = new Scratch();
const text = new Scratch();
const tagCopy = new Uint8Array(TAG_BYTES);
const iv = new Uint8Array(IV_BYTES);

/** AES in Galois/counter mode with one session key. */
class Gcm {
  readonly #key: KeyObject;
  readonly #salt: Uint8Array;

  constructor({ key, salt }: SessionKeys) {
    this.#key = key;
    this.#salt = salt;
  }

  /** Sets the IV of a packet (RFC 7714, sections 8.1 and 9.1); `high` and `low` are its index. */
  at(ssrc: number, high: number, low: number): this {
    iv.set(this.#salt);
    xor32(2, ssrc);
    xor32(6, high);
    iv[10] = (iv[10] ?? 0) ^ (low >>> 8);
    iv[11] = (iv[11] ?? 0) ^ (low & 0xff);
    return this;
  }

  /**
   * Encrypts `text` behind what stays readable, and puts the tag behind it.
   *
   * @param from where in `out` the text begins
   */
  seal(clearBytes: number, textBytes: number, out: Uint8Array, from: number): void {
    const cipher = createCipheriv('aes-128-gcm', this.#key, iv);
    cipher.setAAD(clear.first(clearBytes));
    if (textBytes > 0) out.set(cipher.update(text.first(textBytes)), from);
    cipher.final();
    out.set(cipher.getAuthTag(), from + textBytes);
  }

  /** Decrypts `text`. @returns null if the tag in `tagCopy` is not right */
  open(clearBytes: number, textBytes: number): Uint8Array | null {
    const decipher = createDecipheriv('aes-128-gcm', this.#key, iv, AUTH);
    decipher.setAAD(clear.first(clearBytes));
    decipher.setAuthTag(tagCopy);
    const plain = textBytes > 0 ? decipher.update(text.first(textBytes)) : NOTHING;
    try {
      decipher.final();
      return plain;
    } catch {
      return null;
    }
  }
}

const AUTH = { authTagLength: TAG_BYTES };
const NOTHING = new Uint8Array();

/** AEAD_AES_128_GCM (RFC 7714). */
export class AesGcm implements Transform {
  readonly #rtp: Gcm;
  readonly #rtcpKeys: () => SessionKeys;
  #reports: Gcm | null = null;

  constructor(rtp: SessionKeys, rtcp: () => SessionKeys) {
    this.#rtp = new Gcm(rtp);
    this.#rtcpKeys = rtcp;
  }

  protectRtp(packet: Uint8Array, headerBytes: number, roc: number, out: Uint8Array): number {
    const textBytes = packet.length - headerBytes;
    copy(packet, 0, headerBytes, clear.bytes, 0);
    copy(packet, 0, headerBytes, out, 0);
    copy(packet, headerBytes, textBytes, text.bytes, 0);
    this.#rtp
      .at(uint32(packet, 8), roc, uint16(packet, 2))
      .seal(headerBytes, textBytes, out, headerBytes);
    return packet.length + TAG_BYTES;
  }

  unprotectRtp(packet: Uint8Array, headerBytes: number, roc: number, out: Uint8Array): number {
    const end = packet.length - TAG_BYTES;
    const textBytes = end - headerBytes;
    if (textBytes < 0) return FORGED;
    copy(packet, 0, headerBytes, clear.bytes, 0);
    copy(packet, headerBytes, textBytes, text.bytes, 0);
    copy(packet, end, TAG_BYTES, tagCopy, 0);
    const gcm = this.#rtp.at(uint32(packet, 8), roc, uint16(packet, 2));
    const plain = gcm.open(headerBytes, textBytes);
    if (plain === null) return FORGED;
    copy(packet, 0, headerBytes, out, 0);
    out.set(plain, headerBytes);
    return end;
  }

  protectRtcp(packet: Uint8Array, index: number, out: Uint8Array): number {
    const textBytes = packet.length - RTCP_CLEAR_BYTES;
    const end = packet.length + TAG_BYTES;
    putUint32(out, end, ENCRYPTED | index);
    copy(packet, 0, RTCP_CLEAR_BYTES, clear.bytes, 0);
    copy(packet, 0, RTCP_CLEAR_BYTES, out, 0);
    copy(out, end, RTCP_WORD_BYTES, clear.bytes, RTCP_CLEAR_BYTES);
    copy(packet, RTCP_CLEAR_BYTES, textBytes, text.bytes, 0);
    this.#rtcp
      .at(uint32(packet, 4), index >>> 16, index & 0xffff)
      .seal(RTCP_CLEAR_BYTES + RTCP_WORD_BYTES, textBytes, out, RTCP_CLEAR_BYTES);
    return end + RTCP_WORD_BYTES;
  }

  unprotectRtcp(packet: Uint8Array, out: Uint8Array): number {
    const wordAt = packet.length - RTCP_WORD_BYTES;
    const end = wordAt - TAG_BYTES;
    if (end < RTCP_CLEAR_BYTES) return FORGED;
    const isEncrypted = (uint32(packet, wordAt) & ENCRYPTED) !== 0;
    const index = this.rtcpIndex(packet);
    // Without encryption all of the packet is data that is only authenticated (section 9.3).
    const clearBytes = isEncrypted ? RTCP_CLEAR_BYTES : end;
    copy(packet, 0, clearBytes, clear.bytes, 0);
    copy(packet, wordAt, RTCP_WORD_BYTES, clear.bytes, clearBytes);
    copy(packet, clearBytes, end - clearBytes, text.bytes, 0);
    copy(packet, end, TAG_BYTES, tagCopy, 0);
    const gcm = this.#rtcp.at(uint32(packet, 4), index >>> 16, index & 0xffff);
    const plain = gcm.open(clearBytes + RTCP_WORD_BYTES, end - clearBytes);
    if (plain === null) return FORGED;
    copy(packet, 0, clearBytes, out, 0);
    out.set(plain, clearBytes);
    return end;
  }

  rtcpIndex(packet: Uint8Array): number {
    return (uint32(packet, packet.length - RTCP_WORD_BYTES) & ~ENCRYPTED) >>> 0;
  }

  get #rtcp(): Gcm {
    return (this.#reports ??= new Gcm(this.#rtcpKeys()));
  }
}

function xor32(at: number, value: number): void {
  putUint32(iv, at, uint32(iv, at) ^ value);
}

/** For the few bytes of a header or a tag; what Node gave back whole is quicker by `set`. */
function copy(from: Uint8Array, at: number, bytes: number, to: Uint8Array, place: number): void {
  for (let i = 0; i < bytes; i += 1) to[place + i] = from[at + i] ?? 0;
}
