import { createHash, type KeyObject, type X509Certificate } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { CertificateView } from '../../contract/operator.ts';
import type { Pin } from '../../contract/pin.ts';

/** What the gateway proves itself with. */
export type TlsIdentity = {
  readonly key: KeyObject;
  /** The certificate, and behind it those that vouch for it, in PEM. */
  readonly chain: string;
  readonly certificate: X509Certificate;
  /** Whether it is the user's own, and not one that was made here. */
  readonly own: boolean;
};

/**
 * TLS 1.2 with forward secrecy and authenticated encryption alone (RFC 9325, section 4.2), and all
 * of TLS 1.3, whose suites have to be named beside the others or Node leaves it out.
 */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** What radios pin: the hash of the public key, so that a renewed certificate changes nothing. */
export function pinOf(certificate: X509Certificate): Pin {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return `sha256/${createHash('sha256').update(spki).digest('base64')}`;
}

/** When a certificate ends, in ms since 1970. */
export function expiryOf(certificate: X509Certificate): number {
  return Date.parse(certificate.validTo);
}

/** The same for the operator. */
export function certificateView({ certificate, own }: TlsIdentity): CertificateView {
  return { pin: pinOf(certificate), expires_at: expiryOf(certificate), own };
}

/** What TLS is spoken, and with which certificate. */
export function secureContext({ key, chain }: TlsIdentity): SecureContextOptions {
  return {
    key: key.export({ type: 'pkcs8', format: 'pem' }),
    cert: chain,
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS,
    honorCipherOrder: true,
  };
}
