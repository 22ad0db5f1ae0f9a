import type { Settings } from '../../contract/settings.ts';
import { plainSeal, type KeySeal } from '../auth/key-seal.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { DataDir } from '../store/data-dir.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { ownFiles, ownIdentity, stampOf } from './own-files.ts';
import { madeIdentity } from './tls-file.ts';

export type TlsOptions = {
  readonly settings: Settings['tls'];
  readonly dataDir: DataDir;
  readonly clock: Clock;
  readonly random: Random;
  readonly seal?: KeySeal | undefined;
  readonly warn: (line: string) => void;
};

/**
 * The certificate that the settings ask for.
 *
 * @returns null where they want no TLS
 * @throws StartError or StoreError
 */
export async function startTls(options: TlsOptions): Promise<CertificateWatch | null> {
  const { settings, dataDir, clock, random, seal = plainSeal, warn } = options;
  if (!settings.enabled) return null;
  const { cert_file: certFile, key_file: keyFile } = settings;
  const files =
    certFile === null || keyFile === null ? null : ownFiles(dataDir.path, certFile, keyFile);
  const stamp = files === null ? '' : stampOf(files);
  const identity =
    files === null
      ? await madeIdentity({ path: dataDir.tls, clock, random, seal, warn })
      : ownIdentity(files, clock.now());
  return new CertificateWatch({ identity, files, stamp, clock, warn });
}
