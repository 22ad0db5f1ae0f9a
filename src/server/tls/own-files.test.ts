import { generateKeyPairSync } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { StartError } from '../start-error.ts';
import { tempDir } from '../store/testing/temp-dir.ts';
import { ownFiles, ownIdentity, type OwnFiles } from './own-files.ts';
import { testCertificate, writeCertificate, type TestCertificate } from './testing/certificates.ts';

const NOW = Date.UTC(2026, 5, 1);
const YEAR_MS = 365 * 24 * 3_600_000;

let files: OwnFiles;
let good: TestCertificate;

beforeEach(async () => {
  const folder = tempDir();
  good = await testCertificate(NOW);
  writeCertificate(folder, good);
  // As settings have them: relative to the data folder.
  files = ownFiles(folder, 'own.pem', './own.key');
});

it('takes a certificate with its key', () => {
  expect(ownIdentity(files, NOW)).toMatchObject({ own: true, chain: good.pem });
});

function encrypted(): string {
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'top' } as const;
  return good.key.export({ type: 'pkcs8', format: 'pem', ...cipher }).toString();
}

const weak = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

it.each<[string, () => void | Promise<void>, string, RegExp]>([
  [
    'no certificate file',
    () => rmSync(files.certFile),
    'tls.cert_file',
    /own\.pem", which cannot be read: .*ENOENT.*; expected a certificate in PEM$/,
  ],
  [
    'no key file',
    () => rmSync(files.keyFile),
    'tls.key_file',
    /own\.key", which cannot be read: .*; expected a private key in PEM$/,
  ],
  [
    'a certificate in DER',
    () => writeFileSync(files.certFile, Buffer.from('3082', 'hex')),
    'tls.cert_file',
    /holds no certificate; expected PEM/,
  ],
  [
    'a damaged certificate',
    () => writeFileSync(files.certFile, good.pem.replace(/\n.{20}/, '\n')),
    'tls.cert_file',
    /damaged; expected PEM/,
  ],
  [
    'the files mixed up',
    () => writeFileSync(files.keyFile, good.pem),
    'tls.key_file',
    /holds no private key; expected PEM/,
  ],
  [
    'a damaged key',
    () => writeFileSync(files.keyFile, good.keyPem.replace(/\n.{20}/, '\n')),
    'tls.key_file',
    /damaged; expected PEM/,
  ],
  [
    'a key under a passphrase',
    () => writeFileSync(files.keyFile, encrypted()),
    'tls.key_file',
    /passphrase; expected one without; openssl pkey/,
  ],
  [
    'the key of another certificate',
    () => writeFileSync(files.keyFile, weak()),
    'tls.key_file',
    /is not that of the certificate in ".*own\.pem"; expected the key that belongs to it/,
  ],
  [
    'an expired certificate',
    async () =>
      writeFileSync(files.certFile, (await testCertificate(NOW - 11 * YEAR_MS, good.key)).pem),
    'tls.cert_file',
    /which expired on 2025-\d\d-\d\d; expected one that is valid today/,
  ],
  [
    'a certificate of tomorrow',
    async () => writeFileSync(files.certFile, (await testCertificate(NOW + YEAR_MS, good.key)).pem),
    'tls.cert_file',
    /which is valid from 2027-\d\d-\d\d on; expected/,
  ],
])('says what is wrong with %s', async (_name, spoil, setting, wanted) => {
  await spoil();
  let error: unknown;
  try {
    ownIdentity(files, NOW);
  } catch (caught) {
    error = caught;
  }
  if (!(error instanceof StartError)) throw new Error(`not in the way: ${String(error)}`);
  expect(error.message).toMatch(wanted);
  expect(error.message.startsWith(`${setting}: got "`)).toBe(true);
  expect(error.message).not.toMatch(/\n|PRIVATE KEY-----./);
  expect(error.error).toMatchObject({ code: 'tls_unusable', params: { setting } });
});
