import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { Random } from '../random.ts';

/** Life of a certificate that is made here. Radios know it by its key, so it may be long. */
const LIFE_MS = 3_650 * 24 * 3_600_000;
/** A radio's clock may be behind. */
const BACKDATED_MS = 24 * 3_600_000;

/** A fresh key on P-256, the curve that every TLS library knows. */
export function newTlsKey(): KeyObject {
  // Not from `Random`: what makes keys in node:crypto takes no bytes from outside.
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' });
}

/**
 * Makes a certificate that a key signs for itself (RFC 5280). Its names are those of this machine to
 * itself alone: no certificate can name the addresses that a LAN will hand out, and none has to, as
 * radios pin the key.
 *
 * @param key of P-256
 * @param now in ms since 1970
 * @returns PEM
 */
export async function selfSigned(key: KeyObject, now: number, random: Random): Promise<string> {
  // Loaded for this alone, which happens once: it takes longer than all else of a start.
  const asn1 = await import('@peculiar/asn1-x509');
  const { AsnConvert, OctetString } = await import('@peculiar/asn1-schema');
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const name = new asn1.Name([
    new asn1.RelativeDistinguishedName([
      new asn1.AttributeTypeAndValue({
        type: '2.5.4.3',
        value: new asn1.AttributeValue({ utf8String: 'Mini LiveChat' }),
      }),
    ]),
  ]);
  const algorithm = new asn1.AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const extension = (extnID: string, critical: boolean, value: object): object =>
    new asn1.Extension({
      extnID,
      critical,
      extnValue: new OctetString(AsnConvert.serialize(value)),
    });
  const seconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);
  const tbsCertificate = new asn1.TBSCertificate({
    version: asn1.Version.v3,
    serialNumber: serialNumber(random),
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new asn1.Validity({
      notBefore: seconds(now - BACKDATED_MS),
      notAfter: seconds(now + LIFE_MS),
    }),
    subjectPublicKeyInfo: AsnConvert.parse(spki, asn1.SubjectPublicKeyInfo),
    extensions: new asn1.Extensions([
      extension(asn1.id_ce_basicConstraints, true, new asn1.BasicConstraints({ cA: false })),
      extension(asn1.id_ce_keyUsage, true, new asn1.KeyUsage(asn1.KeyUsageFlags.digitalSignature)),
      extension(asn1.id_ce_extKeyUsage, false, new asn1.ExtendedKeyUsage([asn1.id_kp_serverAuth])),
      extension(
        asn1.id_ce_subjectAltName,
        false,
        new asn1.SubjectAlternativeName([
          new asn1.GeneralName({ dNSName: 'localhost' }),
          new asn1.GeneralName({ iPAddress: '127.0.0.1' }),
        ]),
      ),
    ] as InstanceType<typeof asn1.Extension>[]),
  });
  const signed = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), key);
  const certificate = new asn1.Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: new Uint8Array(signed).buffer,
  });
  return pem(Buffer.from(AsnConvert.serialize(certificate)));
}

/** ecdsa-with-SHA256 (RFC 5758, section 3.2). */
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';

/** Positive, and without a leading zero that DER would not have (RFC 5280, section 4.1.2.2). */
function serialNumber(random: Random): ArrayBuffer {
  const bytes = new Uint8Array(random.bytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.buffer;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
