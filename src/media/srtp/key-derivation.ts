import { createCipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { SRTP_KEY_BYTES, SRTP_SALT_BYTES } from '../../contract/srtp.ts';
import type { MasterKey } from './master-key.ts';

/** What protects the packets of one kind, RTP or RTCP. */
export type SessionKeys = {
  readonly key: KeyObject;
  readonly salt: Uint8Array;
  /** For HMAC-SHA1; an AEAD has no use for it. */
  readonly authKey: Uint8Array;
};

const AUTH_KEY_BYTES = 20;
/** Length of the input to the derivation, less the 16 bits that count blocks. */
const INPUT_BYTES = 14;

/** What a key is for (RFC 3711, section 4.3.2). */
const RTP_LABELS = { key: 0, auth: 1, salt: 2 };
const RTCP_LABELS = { key: 3, auth: 4, salt: 5 };

/** Derives the keys for RTP (RFC 3711, section 4.3.1, with a key derivation rate of zero). */
export function rtpKeys(master: MasterKey): SessionKeys {
  return derive(master, RTP_LABELS);
}

/** Derives the keys for RTCP. */
export function rtcpKeys(master: MasterKey): SessionKeys {
  return derive(master, RTCP_LABELS);
}

function derive(master: MasterKey, labels: typeof RTP_LABELS): SessionKeys {
  return {
    key: createSecretKey(prf(master, labels.key, SRTP_KEY_BYTES)),
    salt: prf(master, labels.salt, SRTP_SALT_BYTES[master.profile]),
    authKey: prf(master, labels.auth, AUTH_KEY_BYTES),
  };
}

/**
 * AES in counter mode over nothing (RFC 3711, section 4.3.3). A salt of 96 bits is filled up with
 * zeros at its end (RFC 7714, section 11).
 */
function prf({ key, salt }: MasterKey, label: number, bytes: number): Uint8Array {
  const input = Buffer.alloc(16);
  input.set(salt);
  // The label stands above an index of 48 bits that is zero here.
  const at = INPUT_BYTES - 7;
  input.writeUInt8(input.readUInt8(at) ^ label, at);
  return createCipheriv('aes-128-ctr', key, input).update(Buffer.alloc(bytes));
}
