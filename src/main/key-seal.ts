/* eslint-disable @typescript-eslint/no-deprecated --
   the synchronous calls are the only ones that every supported Electron has */
import { safeStorage } from 'electron';
import type { KeySeal } from '../server/auth/key-seal.ts';

/**
 * Seals the signing keys with the desktop's keychain.
 *
 * @returns nothing where the system has none; on Linux Electron then falls back to a password that
 *   everybody knows, which protects nothing
 */
export function desktopSeal(): KeySeal | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  if (process.platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') return undefined;
  }
  return {
    name: 'safeStorage',
    seal: (bytes) =>
      safeStorage.encryptString(Buffer.from(bytes).toString('base64')).toString('base64'),
    open: (text) => Buffer.from(safeStorage.decryptString(Buffer.from(text, 'base64')), 'base64'),
  };
}
