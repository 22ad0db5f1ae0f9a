import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { StartError } from '../start-error.ts';
import { systemFault } from '../store/system-error.ts';
import { expiryOf, secureContext, type TlsIdentity } from './identity.ts';

type Field = 'tls.cert_file' | 'tls.key_file';

/** A certificate of the user's own and its key, as the settings name them. */
export type OwnFiles = { readonly certFile: string; readonly keyFile: string };

/** What the settings name, with relative paths beginning in the data folder. */
export function ownFiles(folder: string, certFile: string, keyFile: string): OwnFiles {
  return { certFile: resolve(folder, certFile), keyFile: resolve(folder, keyFile) };
}

/** Changes whenever one of the files does; links are followed, as certbot has them. */
export function stampOf({ certFile, keyFile }: OwnFiles): string {
  return [certFile, keyFile]
    .map((path) => {
      const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
      return stat === undefined ? 'none' : `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
    })
    .join(' ');
}

/**
 * Reads a certificate and its key.
 *
 * @param now in ms since 1970
 * @throws StartError `tls_unusable`: the setting, the file, what is wrong and what would be right
 */
export function ownIdentity({ certFile, keyFile }: OwnFiles, now: number): TlsIdentity {
  const chain = contentOf('tls.cert_file', certFile, 'a certificate in PEM');
  const certificate = certificateIn(chain, certFile);
  checkDates(certificate, certFile, now);
  const key = keyIn(contentOf('tls.key_file', keyFile, 'a private key in PEM'), keyFile);
  if (!certificate.checkPrivateKey(key)) {
    const fault = `whose key is not that of the certificate in ${JSON.stringify(certFile)}`;
    throw unusable('tls.key_file', keyFile, fault, 'the key that belongs to it');
  }
  const identity = { key, chain, certificate, own: true };
  try {
    createSecureContext(secureContext(identity));
  } catch (error) {
    const fault = `which TLS does not take: ${(error as Error).message}`;
    throw unusable('tls.cert_file', certFile, fault, 'ECDSA, or RSA of 2048 bits or more');
  }
  return identity;
}

function contentOf(field: Field, path: string, wanted: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(field, path, `which cannot be read: ${systemFault(error)}`, wanted);
  }
}

function certificateIn(text: string, path: string): X509Certificate {
  const wanted = 'PEM, which has a line -----BEGIN CERTIFICATE-----';
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw unusable('tls.cert_file', path, 'which holds no certificate', wanted);
  }
  try {
    return new X509Certificate(text);
  } catch {
    throw unusable('tls.cert_file', path, 'whose certificate is damaged', wanted);
  }
}

function keyIn(text: string, path: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text)) {
    const wanted = 'one without; openssl pkey -in FILE -out NEW takes it off';
    throw unusable('tls.key_file', path, 'whose key is protected by a passphrase', wanted);
  }
  const wanted = 'PEM, which has a line -----BEGIN PRIVATE KEY-----';
  if (!/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(text)) {
    throw unusable('tls.key_file', path, 'which holds no private key', wanted);
  }
  try {
    return createPrivateKey(text);
  } catch {
    throw unusable('tls.key_file', path, 'whose key is damaged', wanted);
  }
}

function checkDates(certificate: X509Certificate, path: string, now: number): void {
  const wanted = "one that is valid today, by this machine's clock";
  const day = (text: string): string => new Date(text).toISOString().slice(0, 10);
  if (expiryOf(certificate) <= now) {
    const fault = `which expired on ${day(certificate.validTo)}`;
    throw unusable('tls.cert_file', path, fault, wanted);
  }
  if (Date.parse(certificate.validFrom) > now) {
    const fault = `which is valid from ${day(certificate.validFrom)} on`;
    throw unusable('tls.cert_file', path, fault, wanted);
  }
}

/** Never repeats what a file holds, which may be a key. */
function unusable(setting: Field, path: string, fault: string, wanted: string): StartError {
  const reason = `${setting}: got ${JSON.stringify(path)}, ${fault}; expected ${wanted}`;
  return new StartError('tls_unusable', reason, { setting, path, fault });
}
