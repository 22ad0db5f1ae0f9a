import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { capture } from '../../scripts/lib/child.mjs';
import { Problem } from '../../scripts/lib/problem.mjs';
import { NAME } from './linux-names.mjs';

/**
 * A disk image with the app and a way to the folder that it belongs into.
 * @param {string} app the folder of the app
 * @param {string} out
 * @param {import('./staging.mjs').Target} target
 * @returns {Promise<string>}
 */
export async function makeDiskImage(app, out, { version, arch }) {
  const file = path.join(out, `${NAME}-${version}-macos-${arch}.dmg`);
  await symlink('/Applications', path.join(app, 'Applications'));
  const volume = ['-volname', 'Mini LiveChat', '-fs', 'HFS+', '-format', 'UDZO'];
  const { code, stderr } = await capture('hdiutil', [
    ...['create', '-ov', '-srcfolder', app],
    ...volume,
    file,
  ]);
  if (code !== 0) throw new Problem(`hdiutil failed: ${stderr.trim()}`);
  return file;
}
