import { closeSync, openSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { LaptopReport } from '../../contract/laptop.ts';
import { systemFault } from '../../server/store/system-error.ts';

/** How the data folder fares: what is free there, and whether it can be written to. */
export async function diskCheck(path: string): Promise<LaptopReport['disk']> {
  return { path, free_bytes: await freeBytes(path), fault: writingFault(path) };
}

/** What a user without rights may still fill. */
async function freeBytes(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Permissions alone do not tell: a file system may be read-only or full. */
function writingFault(folder: string): string | null {
  const probe = join(folder, `.check-${process.pid}`);
  try {
    closeSync(openSync(probe, 'w'));
    rmSync(probe, { force: true });
    return null;
  } catch (error) {
    return systemFault(error);
  }
}
