import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from './system-error.ts';

/** Read and written by its owner, and by nobody else. */
export const OWNER_ONLY = 0o600;

/**
 * Writes a file so that after a crash there is either the old content or the new, never a part.
 *
 * @param mode permissions of the file, whatever the umask
 * @throws the system's error; the old file is then untouched and no temporary file is left
 */
export function writeFileAtomic(path: string, text: string, mode = OWNER_ONLY): void {
  withTemp(path, text, mode, (temp) => {
    renameSync(temp, path);
  });
  syncFolder(dirname(path));
}

/**
 * Writes a file only if there is none: of several processes that try, one wins, and nobody ever
 * reads half a file.
 *
 * @returns whether this call made the file
 * @throws the system's error
 */
export function createFileOnce(path: string, text: string, mode = OWNER_ONLY): boolean {
  const made = withTemp(path, text, mode, (temp) => {
    const won = publishOnce(temp, path);
    rmSync(temp, { force: true });
    return won;
  });
  syncFolder(dirname(path));
  return made;
}

/** Puts what a folder lists on disk: after a file in it was made or renamed. */
export function syncFolder(folder: string): void {
  // Windows has no handle of a folder to flush.
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } catch (error) {
    // Some network file systems have nothing to flush and say so.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    closeSync(fd);
  }
}

/** A link never replaces a file; where the file system knows no links, an exclusive copy does. */
function publishOnce(temp: string, path: string): boolean {
  try {
    linkSync(temp, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
  }
  try {
    copyFileSync(temp, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function withTemp<T>(path: string, text: string, mode: number, use: (temp: string) => T): T {
  const { fd, temp } = openTemp(path, mode);
  try {
    try {
      if (process.platform !== 'win32') fchmodSync(fd, mode);
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return use(temp);
  } catch (error) {
    rmSync(temp, { force: true });
    throw error;
  }
}

/** Beside the file itself, as a rename is atomic within one file system alone. */
function openTemp(path: string, mode: number): { fd: number; temp: string } {
  for (let attempt = 0; ; attempt += 1) {
    const temp = `${path}.${process.pid}-${attempt}.tmp`;
    try {
      return { fd: openSync(temp, 'wx', mode), temp };
    } catch (error) {
      // Another thread's, or left by a process that crashed.
      if (systemCode(error) !== 'EEXIST' || attempt === 99) throw error;
    }
  }
}
