import { beforeEach, expect, it } from 'vitest';
import { rmSync, writeFileSync } from 'node:fs';
import { ManualClock } from '../manual-clock.ts';
import { tempDir } from '../store/testing/temp-dir.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { expiryOf, pinOf } from './identity.ts';
import { ownFiles, ownIdentity, stampOf, type OwnFiles } from './own-files.ts';
import { testCertificate, writeCertificate, type TestCertificate } from './testing/certificates.ts';

const DAY_MS = 24 * 3_600_000;
const LOOK_MS = 2_000;

let clock: ManualClock;
let folder: string;
let files: OwnFiles;
let warnings: string[];
let watch: CertificateWatch;
let pins: string[];

beforeEach(async () => {
  clock = new ManualClock();
  folder = tempDir();
  writeCertificate(folder, await testCertificate(clock.now()));
  files = ownFiles(folder, 'own.pem', 'own.key');
  warnings = [];
  pins = [];
  start();
});

function start(): void {
  const identity = ownIdentity(files, clock.now());
  const warn = (line: string): unknown => warnings.push(line);
  watch = new CertificateWatch({ identity, files, stamp: stampOf(files), clock, warn });
  watch.changed.on(({ certificate }) => pins.push(pinOf(certificate)));
}

const looks = (count: number): void => clock.advance(count * LOOK_MS);

async function renew(): Promise<TestCertificate> {
  const fresh = await testCertificate(clock.now());
  writeCertificate(folder, fresh);
  return fresh;
}

it('takes new files once they have rested, and once', async () => {
  looks(3);
  expect(pins).toEqual([]);
  await renew();
  looks(1);
  expect(pins).toEqual([]);
  looks(3);
  expect(pins).toEqual([pinOf(watch.identity.certificate)]);
  expect(warnings).toEqual([]);
});

it('keeps what it has where new files do not fit, says so once, and takes the next ones', async () => {
  const before = watch.identity;
  writeFileSync(files.keyFile, (await testCertificate(clock.now())).keyPem);
  looks(5);
  expect(watch.identity).toBe(before);
  expect(warnings).toEqual([
    expect.stringMatching(/^tls\.key_file: .*; the certificate read before stays in use$/),
  ]);
  rmSync(files.certFile);
  looks(5);
  expect(warnings).toHaveLength(2);
  await renew();
  looks(2);
  expect(pins).toHaveLength(1);
});

it('speaks of a certificate that ends within 30 days, once a day', () => {
  watch.stop();
  const { certificate } = watch.identity;
  // One that is made here is not looked for every other second.
  const late = new ManualClock(expiryOf(certificate) - 31 * DAY_MS);
  const warn = (line: string): unknown => warnings.push(line);
  const identity = { ...watch.identity, own: true };
  watch = new CertificateWatch({ identity, files: null, stamp: '', clock: late, warn });
  expect(warnings).toEqual([]);
  late.advance(DAY_MS);
  expect(warnings).toEqual([expect.stringMatching(/expires on \d{4}-\d\d-\d\d; put a new one/)]);
  late.advance(30 * DAY_MS);
  expect(warnings.at(-1)).toMatch(/expired on/);
  expect(warnings).toHaveLength(31);
  watch.stop();
  expect([clock.running, late.running]).toEqual([0, 0]);
});
