import { createHash, X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainSeal, type KeySeal } from '../auth/key-seal.ts';
import { ManualClock } from '../manual-clock.ts';
import { systemRandom } from '../random.ts';
import { tempDir } from '../store/testing/temp-dir.ts';
import { expiryOf, pinOf, type TlsIdentity } from './identity.ts';
import { madeIdentity } from './tls-file.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

const warnings: string[] = [];
const clock = new ManualClock();

function made(path: string, seal: KeySeal = plainSeal, at = clock): Promise<TlsIdentity> {
  warnings.length = 0;
  const warn = (line: string): unknown => warnings.push(line);
  return madeIdentity({ path, clock: at, random: systemRandom, seal, warn });
}

const file = (): string => join(tempDir(), 'tls.json');

it('makes a certificate at first start and keeps it', async () => {
  const path = file();
  const first = await made(path);
  const again = await made(path);
  expect(again.chain).toBe(first.chain);
  expect(pinOf(again.certificate)).toBe(pinOf(first.certificate));
  expect(first.own).toBe(false);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('makes one that is what RFC 5280 wants, on P-256, for ten years', async () => {
  const { certificate, key } = await made(file());
  expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=Mini LiveChat');
  expect(certificate.ca).toBe(false);
  expect(certificate.checkHost('localhost')).toBe('localhost');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(Date.parse(certificate.validFrom)).toBeLessThan(clock.now());
  expect(expiryOf(certificate) - clock.now()).toBeGreaterThan(9 * YEAR_MS);
});

it('pins the public key and nothing else', async () => {
  const { certificate, key, chain } = await made(file());
  const der = certificate.publicKey.export({ type: 'spki', format: 'der' });
  expect(pinOf(certificate)).toBe(`sha256/${createHash('sha256').update(der).digest('base64')}`);
  expect(new X509Certificate(chain).checkPrivateKey(key)).toBe(true);
});

it('renews a certificate that ends within 30 days, for the same key', async () => {
  const path = file();
  const first = await made(path);
  const later = new ManualClock(expiryOf(first.certificate) - 29 * 24 * 3_600_000);
  const renewed = await made(path, plainSeal, later);
  expect(pinOf(renewed.certificate)).toBe(pinOf(first.certificate));
  expect(expiryOf(renewed.certificate) - later.now()).toBeGreaterThan(9 * YEAR_MS);
  expect((await made(path, plainSeal, later)).chain).toBe(renewed.chain);
});

it('keeps the key under the seal that is given', async () => {
  const path = file();
  const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x55);
  const seal: KeySeal = {
    name: 'test',
    seal: (bytes) => Buffer.from(flip(bytes)).toString('base64'),
    open: (text) => flip(Buffer.from(text, 'base64')),
  };
  const first = await made(path, seal);
  const der = first.key.export({ type: 'pkcs8', format: 'der' });
  expect(readFileSync(path, 'utf8')).not.toContain(der.toString('base64').slice(0, 40));
  expect(pinOf((await made(path, seal)).certificate)).toBe(pinOf(first.certificate));
  await expect(made(path)).rejects.toThrow(/tls\.json: its key is sealed by the desktop/);
});

it('is in the way of a start where it is damaged, and never repeats the key', async () => {
  const path = file();
  await made(path);
  const good = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const other = JSON.parse(readFileSync((await remade()).path, 'utf8')) as typeof good;
  const damaged = [
    '{"version":1,"key":"c2VjcmV0',
    JSON.stringify({ ...good, key: Buffer.from('secret').toString('base64') }),
    JSON.stringify({ ...good, certificate: other['certificate'] }),
  ];
  for (const text of damaged) {
    writeFileSync(path, text);
    const error = await made(path).catch((fault: unknown) => fault);
    expect(String(error)).toMatch(/tls\.json: .*damaged.*restore it from a backup/);
    expect(String(error)).not.toContain('c2VjcmV0');
  }
});

async function remade(): Promise<{ path: string }> {
  const path = file();
  await made(path);
  return { path };
}

it.skipIf(process.platform === 'win32')('takes a file back from others', async () => {
  const path = file();
  await made(path);
  chmodSync(path, 0o644);
  await made(path);
  expect(warnings).toEqual([expect.stringMatching(/its mode was 0644/)]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
