import { createSecretKey, type KeyObject } from 'node:crypto';
import { SRTP_KEY_BYTES, SRTP_SALT_BYTES, type SrtpProfile } from '../../contract/srtp.ts';

/** A master key with its salt (RFC 3711, section 3.2.1). It can be posted to another thread. */
export type MasterKey = {
  readonly profile: SrtpProfile;
  readonly key: KeyObject;
  readonly salt: Uint8Array;
};

/** Length of key and salt together, in bytes. */
export function keyAndSaltBytes(profile: SrtpProfile): number {
  return SRTP_KEY_BYTES + SRTP_SALT_BYTES[profile];
}

/**
 * Makes a master key of its bytes.
 *
 * @param bytes key, then salt; they are not kept
 * @throws RangeError if there are not as many as the profile wants
 */
export function masterKey(profile: SrtpProfile, bytes: Uint8Array): MasterKey {
  const wanted = keyAndSaltBytes(profile);
  if (bytes.length !== wanted) {
    throw new RangeError(
      `${profile}: got ${bytes.length} bytes of key and salt, expected ${wanted}`,
    );
  }
  return {
    profile,
    key: createSecretKey(bytes.subarray(0, SRTP_KEY_BYTES)),
    salt: Uint8Array.from(bytes.subarray(SRTP_KEY_BYTES)),
  };
}

/**
 * Reads key and salt as signalling carries them, in base64 (RFC 4648, section 4).
 *
 * @throws RangeError if there are not as many bytes as the profile wants
 */
export function parseMasterKey(profile: SrtpProfile, base64: string): MasterKey {
  return masterKey(profile, Buffer.from(base64, 'base64'));
}

/** Key and salt as signalling carries them, in base64: a secret, never to be logged. */
export function formatMasterKey({ key, salt }: MasterKey): string {
  return Buffer.concat([key.export(), salt]).toString('base64');
}
