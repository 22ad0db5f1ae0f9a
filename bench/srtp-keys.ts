import { createHash } from 'node:crypto';
import type { SrtpProfile } from '../src/contract/srtp.ts';
import { keyAndSaltBytes, masterKey, type MasterKey } from '../src/media/srtp/index.ts';

/** A key that both ends make by themselves: secret from nobody, and different for each name. */
export function keyOf(profile: SrtpProfile, name: string): MasterKey {
  const bytes = createHash('sha256').update(name).digest();
  return masterKey(profile, bytes.subarray(0, keyAndSaltBytes(profile)));
}

/** The name of the key with which a member encrypts. */
export function uplinkName(member: number): string {
  return `uplink ${member}`;
}
