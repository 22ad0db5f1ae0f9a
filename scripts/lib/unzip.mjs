import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

/**
 * Unpacks the part of an archive that is wanted, file modes included.
 * @param {string} zipFile
 * @param {string} folder
 * @param {(name: string) => string | undefined} nameFor the path under `folder` for an entry, or
 *   nothing to leave it out
 */
export async function unzip(zipFile, folder, nameFor) {
  const zip = await yauzl.openPromise(zipFile);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const name = nameFor(entry.fileName);
    if (name === undefined) continue;
    const target = path.join(folder, name);
    await mkdir(path.dirname(target), { recursive: true });
    // Archives made on Unix keep the file's mode in the upper half of this field.
    const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode }));
  }
}
