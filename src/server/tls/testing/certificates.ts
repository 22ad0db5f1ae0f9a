import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { systemRandom } from '../../random.ts';
import { newTlsKey, selfSigned } from '../self-signed.ts';

export type TestCertificate = {
  readonly key: KeyObject;
  readonly keyPem: string;
  readonly pem: string;
};

/** A certificate and its key, made at a time. */
export async function testCertificate(now: number, key = newTlsKey()): Promise<TestCertificate> {
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, keyPem, pem: await selfSigned(key, now, systemRandom) };
}

/** Puts them into files of a folder, as a user has them. */
export function writeCertificate(
  folder: string,
  { pem, keyPem }: Pick<TestCertificate, 'pem' | 'keyPem'>,
): { cert_file: string; key_file: string } {
  const [cert_file, key_file] = [join(folder, 'own.pem'), join(folder, 'own.key')];
  writeFileSync(cert_file, pem);
  writeFileSync(key_file, keyPem);
  return { cert_file, key_file };
}
