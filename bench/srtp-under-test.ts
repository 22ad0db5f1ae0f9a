import { createHash } from 'node:crypto';

/** What the bench uses of `src/media/srtp`. */
export type Srtp = {
  readonly masterKey: (profile: Profile, bytes: Uint8Array) => unknown;
  readonly keyAndSaltBytes: (profile: Profile) => number;
  readonly SRTP_BUFFER_BYTES: number;
  readonly SrtpSender: new (key: unknown) => {
    protectRtp(packet: Uint8Array, roc: number, out: Uint8Array): number;
  };
};

export type Profile = 'AEAD_AES_128_GCM' | 'AES_CM_128_HMAC_SHA1_80';

export const NO_SRTP = 'there is no src/media/srtp here';

/** The engine's SRTP, null in a tree that has none. */
export async function loadSrtp(): Promise<Srtp | null> {
  const [load] = Object.values(import.meta.glob<Srtp>('../src/media/srtp/index.ts'));
  return load ? await load() : null;
}

/** A key that both ends make by themselves: secret from nobody, and different for each name. */
export function keyOf(srtp: Srtp, profile: Profile, name: string): unknown {
  const bytes = createHash('sha256').update(name).digest();
  return srtp.masterKey(profile, bytes.subarray(0, srtp.keyAndSaltBytes(profile)));
}

/** The name of the key with which a member encrypts. */
export function uplinkName(member: number): string {
  return `uplink ${member}`;
}
