import type { SrtpProfile } from '../../contract/srtp.ts';
import { AesCm } from './aes-cm.ts';
import { AesGcm } from './aes-gcm.ts';
import { rtcpKeys, rtpKeys } from './key-derivation.ts';
import type { MasterKey } from './master-key.ts';
import type { NewTransform, Transform } from './transform.ts';

const TRANSFORMS: Readonly<Record<SrtpProfile, NewTransform>> = {
  AEAD_AES_128_GCM: AesGcm,
  AES_CM_128_HMAC_SHA1_80: AesCm,
};

/** The transform of a key's profile, with the session keys derived from it. */
export function transformOf(master: MasterKey): Transform {
  return new TRANSFORMS[master.profile](rtpKeys(master), () => rtcpKeys(master));
}
