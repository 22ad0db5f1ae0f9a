import { createCipheriv, createHmac, type KeyObject } from 'node:crypto';

/** SRTP as it is commonly written on Node's crypto: a cipher and an HMAC made for each packet. */

export type SessionKeys = {
  readonly key: KeyObject;
  readonly salt: Buffer;
  /** For the profile that has an HMAC. */
  readonly authKey: KeyObject;
};

export type Protect = (packet: Buffer, roc: number) => Buffer;

const HEADER_BYTES = 12;
const TAG_BYTES = 10;

/** AES_CM_128_HMAC_SHA1_80 (RFC 3711, sections 4.1.1 and 4.2.1). */
export function naiveAesCm({ key, salt, authKey }: SessionKeys): Protect {
  return (packet, roc) => {
    const iv = Buffer.alloc(16);
    iv.writeUInt32BE(packet.readUInt32BE(8), 4);
    iv.writeUInt32BE(roc, 8);
    iv.writeUInt16BE(packet.readUInt16BE(2), 12);
    for (let i = 0; i < salt.length; i += 1) iv[i] = (iv[i] ?? 0) ^ (salt[i] ?? 0);
    const cipher = createCipheriv('aes-128-ctr', key, iv);
    const header = packet.subarray(0, HEADER_BYTES);
    const encrypted = Buffer.concat([header, cipher.update(packet.subarray(HEADER_BYTES))]);
    const rocBytes = Buffer.alloc(4);
    rocBytes.writeUInt32BE(roc);
    const tag = createHmac('sha1', authKey).update(encrypted).update(rocBytes).digest();
    return Buffer.concat([encrypted, tag.subarray(0, TAG_BYTES)]);
  };
}

/** AEAD_AES_128_GCM (RFC 7714, section 8). */
export function naiveGcm({ key, salt }: SessionKeys): Protect {
  return (packet, roc) => {
    const iv = Buffer.alloc(12);
    iv.writeUInt32BE(packet.readUInt32BE(8), 2);
    iv.writeUInt32BE(roc, 6);
    iv.writeUInt16BE(packet.readUInt16BE(2), 10);
    for (let i = 0; i < salt.length; i += 1) iv[i] = (iv[i] ?? 0) ^ (salt[i] ?? 0);
    const header = packet.subarray(0, HEADER_BYTES);
    const cipher = createCipheriv('aes-128-gcm', key, iv).setAAD(header);
    const encrypted = cipher.update(packet.subarray(HEADER_BYTES));
    return Buffer.concat([header, encrypted, cipher.final(), cipher.getAuthTag()]);
  };
}
