import { createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

/**
 * Packs a folder, file modes included.
 * @param {string} folder
 * @param {string} file
 * @param {{ root?: string, compress?: boolean }} [options] `root` is the folder that everything is in
 */
export async function zipFolder(folder, file, { root = '', compress = true } = {}) {
  const zip = new yazl.ZipFile();
  const names = await readdir(folder, { recursive: true });
  for (const name of names.sort()) {
    const place = path.join(folder, name);
    const { mode, mtime } = await stat(place);
    const inside = path.posix.join(root, name.replaceAll('\\', '/'));
    if ((await stat(place)).isFile()) zip.addFile(place, inside, { compress, mode, mtime });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
