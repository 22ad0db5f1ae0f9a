import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture } from '../../scripts/lib/child.mjs';
import { projectDir } from '../../scripts/lib/paths.mjs';
import { Problem } from '../../scripts/lib/problem.mjs';
import { NAME } from './linux-names.mjs';

/**
 * @param {string} app the folder of the app
 * @param {string} out
 * @param {string} work
 * @param {import('./staging.mjs').Target} target
 * @returns {Promise<string>} the installer
 */
export async function makeInstaller(app, out, work, { version, arch }) {
  const list = path.join(work, 'files-to-remove.nsh');
  await writeFile(list, await removal(app));
  const file = path.join(out, `${NAME}-${version}-windows-${arch}-setup.exe`);
  const values = {
    VERSION: version,
    FILE_VERSION: `${version.split('-', 1)[0]}.0`,
    SOURCE: app,
    ICON: path.join(work, 'icon.ico'),
    FILES_TO_REMOVE: list,
    OUT: file,
  };
  const { code, stdout, stderr } = await capture(makensis(), [
    ...['-V2', '-INPUTCHARSET', 'UTF8'],
    ...Object.entries(values).map(([name, value]) => `-D${name}=${value}`),
    path.join(projectDir, 'packaging', 'windows', 'installer.nsi'),
  ]);
  if (code !== 0) throw new Problem(`makensis failed: ${(stderr || stdout).trim()}`);
  return file;
}

/** Its installer on Windows puts it into a folder that is not on the path. */
function makensis() {
  const programs = process.env['ProgramFiles(x86)'];
  return programs ? path.join(programs, 'NSIS', 'makensis.exe') : 'makensis';
}

/**
 * What removes exactly the files that were installed: a folder that somebody chose by hand may hold
 * more than these.
 * @param {string} app
 */
async function removal(app) {
  const entries = await readdir(app, { recursive: true, withFileTypes: true });
  const places = (/** @type {boolean} */ folders) =>
    entries
      .filter((entry) => entry.isDirectory() === folders)
      .map((entry) => path.relative(app, path.join(entry.parentPath, entry.name)))
      .map((name) => name.replaceAll('/', '\\'))
      .sort((a, b) => b.length - a.length); // what is deeper goes first
  return [
    ...places(false).map((name) => `Delete "$INSTDIR\\${name}"`),
    ...places(true).map((name) => `RMDir "$INSTDIR\\${name}"`),
    '',
  ].join('\n');
}
