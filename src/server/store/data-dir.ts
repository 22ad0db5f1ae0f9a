import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OWNER_ONLY } from './atomic-file.ts';
import { StoreError } from './store-error.ts';
import { systemFault } from './system-error.ts';

/** A data folder and the files that the net keeps in it. */
export type DataDir = {
  readonly path: string;
  /** What the user may set; written by the user, and by the console for ports. */
  readonly settings: string;
  /** The keys that sign tokens. */
  readonly keys: string;
  /** What the net remembers, tokens among it: a database. */
  readonly journal: string;
  /** The tokens that were revoked, once more: a file that is only appended to. */
  readonly revoked: string;
  /** Where tokens stood before there was a database. */
  readonly tokens: string;
  /** The certificate that was made here, and its key. */
  readonly tls: string;
};

/** Names the files of a data folder, without looking whether there are any. */
export function dataDir(path: string): DataDir {
  const folder = resolve(path);
  return {
    path: folder,
    settings: join(folder, 'settings.json'),
    keys: join(folder, 'keys.json'),
    journal: join(folder, 'journal.db'),
    revoked: join(folder, 'revoked.jsonl'),
    tokens: join(folder, 'tokens.jsonl'),
    tls: join(folder, 'tls.json'),
  };
}

/**
 * Makes sure that a data folder is there and can be written to. One that has to be made is for
 * its owner alone (mode 0700).
 *
 * @throws StoreError `folder_unusable`
 */
export function prepareDataDir(path: string): DataDir {
  const files = dataDir(path);
  try {
    mkdirSync(files.path, { recursive: true, mode: 0o700 });
    probe(files.path);
  } catch (error) {
    throw folderUnusable(files.path, systemFault(error));
  }
  return files;
}

/** The error of a data folder, or of a file in it, that the system refuses to read or write. */
export function folderUnusable(path: string, fault: string): StoreError {
  const advice = 'make it writable, or choose another data folder';
  return new StoreError('folder_unusable', path, `cannot be used: ${fault}`, advice);
}

/** Permissions alone do not tell: a file system may be read-only or full, or have other rules. */
function probe(folder: string): void {
  const path = join(folder, `.writable-${process.pid}`);
  closeSync(openSync(path, 'w', OWNER_ONLY));
  rmSync(path, { force: true });
}
