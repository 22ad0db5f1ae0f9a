/** The SRTP protection profiles that the net speaks, named as IANA has them (RFC 5764, RFC 7714). */
export const SRTP_PROFILES = ['AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80'] as const;

export type SrtpProfile = (typeof SRTP_PROFILES)[number];

/** Length of a master key, in bytes; it is the same in both profiles. */
export const SRTP_KEY_BYTES = 16;

/** Length of a master salt, in bytes (RFC 3711, section 8.2; RFC 7714, section 12). */
export const SRTP_SALT_BYTES: Readonly<Record<SrtpProfile, number>> = {
  AEAD_AES_128_GCM: 12,
  AES_CM_128_HMAC_SHA1_80: 14,
};

/** How long a downlink key is still good after the next one was told, in ms. */
export const SRTP_KEY_OVERLAP_MS = 2_000;

/** The first of a radio's wishes that the net can meet; undefined where it speaks none of them. */
export function commonProfile(wishes: readonly string[]): SrtpProfile | undefined {
  return SRTP_PROFILES.find((profile) => profile === wishes.find(isProfile));
}

function isProfile(name: string): boolean {
  return SRTP_PROFILES.some((profile) => profile === name);
}
