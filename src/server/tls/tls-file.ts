import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { closeToOthers } from '../auth/key-file.ts';
import { plainSeal, type KeySeal } from '../auth/key-seal.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { createFileOnce, writeFileAtomic } from '../store/atomic-file.ts';
import { folderUnusable } from '../store/data-dir.ts';
import { StoreError } from '../store/store-error.ts';
import { systemFault } from '../store/system-error.ts';
import { expiryOf, type TlsIdentity } from './identity.ts';
import { newTlsKey, selfSigned } from './self-signed.ts';

/** A certificate that is made here is renewed so long before it ends. */
const RENEWED_BEFORE_MS = 30 * 24 * 3_600_000;

const fileSchema = z.object({
  version: z.literal(1),
  seal: z.string(),
  /** PKCS #8 in DER, under the seal. */
  key: z.string(),
  certificate: z.string(),
});
type TlsFile = z.infer<typeof fileSchema>;

export type TlsFileOptions = {
  readonly path: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly seal: KeySeal;
  readonly warn: (line: string) => void;
};

/**
 * The certificate that is made here; the first time, makes it. One that ends soon is renewed for
 * the same key, so that what radios have pinned stays right.
 *
 * @throws StoreError `keys_unreadable` or `folder_unusable`
 */
export async function madeIdentity(options: TlsFileOptions): Promise<TlsIdentity> {
  const { path, clock, random, seal, warn } = options;
  if (!existsSync(path)) {
    const key = newTlsKey();
    const der = key.export({ type: 'pkcs8', format: 'der' });
    const certificate = await selfSigned(key, clock.now(), random);
    const file: TlsFile = { version: 1, seal: seal.name, key: seal.seal(der), certificate };
    // Of two processes that start at once, one makes the file and both read it.
    write(path, () => createFileOnce(path, textOf(file)));
  }
  const mode = closeToOthers(path);
  if (mode !== null) {
    const was = mode.toString(8).padStart(4, '0');
    warn(`${path}: its mode was ${was}, which lets others read the key; set to 0600`);
  }
  const file = read(path);
  const { key, certificate } = open(path, file, seal);
  if (expiryOf(certificate) - clock.now() > RENEWED_BEFORE_MS) {
    return { key, chain: file.certificate, certificate, own: false };
  }
  const chain = await selfSigned(key, clock.now(), random);
  write(path, () => writeFileAtomic(path, textOf({ ...file, certificate: chain })));
  return { key, chain, certificate: new X509Certificate(chain), own: false };
}

function textOf(file: TlsFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

function write(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw folderUnusable(path, systemFault(error));
  }
}

function read(path: string): TlsFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, `cannot be read: ${systemFault(error)}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What the parser says may repeat the key.
    json = null;
  }
  const { success, data } = fileSchema.safeParse(json);
  if (!success) throw unreadable(path, 'is not a certificate with its key, or is damaged');
  return data;
}

function open(
  path: string,
  file: TlsFile,
  own: KeySeal,
): { key: KeyObject; certificate: X509Certificate } {
  const seal = [own, plainSeal].find((candidate) => candidate.name === file.seal);
  if (seal === undefined) {
    throw new StoreError(
      'keys_unreadable',
      path,
      `its key is sealed by the desktop's keychain (${JSON.stringify(file.seal)})`,
      'go on the air in the window, or use another data folder',
    );
  }
  try {
    const der = Buffer.from(seal.open(file.key));
    const key = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
    const certificate = new X509Certificate(file.certificate);
    if (certificate.checkPrivateKey(key)) return { key, certificate };
  } catch {
    // What the libraries say of a key is nothing to show.
  }
  throw unreadable(path, `its key or its certificate is damaged, or under another seal`);
}

function unreadable(path: string, fault: string): StoreError {
  const advice =
    'restore it from a backup, or remove it to start with a new one, which radios have to pin anew';
  return new StoreError('keys_unreadable', path, fault, advice);
}
