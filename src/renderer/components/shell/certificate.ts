import type { CertificateView } from '../../../contract/operator.ts';

const SOON_MS = 30 * 24 * 3_600_000;

/** Whether a certificate wants care: it ends within 30 days, or has ended. */
export function endsSoon(certificate: CertificateView | null, now: number): boolean {
  return certificate !== null && certificate.expires_at - now <= SOON_MS;
}
