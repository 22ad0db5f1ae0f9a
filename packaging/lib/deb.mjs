import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture } from '../../scripts/lib/child.mjs';
import { projectDir } from '../../scripts/lib/paths.mjs';
import { Problem } from '../../scripts/lib/problem.mjs';
import { APP_DIR, DEB_ARCH, NAME } from './linux-names.mjs';

/** What Electron's executable loads; under both names where Debian 13 and Ubuntu 24.04 renamed. */
const DEPENDS = [
  'libasound2t64 | libasound2',
  'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libatk1.0-0t64 | libatk1.0-0',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libc6 (>= 2.28)',
  'libcairo2',
  'libcups2t64 | libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libgbm1',
  'libglib2.0-0t64 | libglib2.0-0',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
  'passwd',
];

/**
 * @param {string} root of the laid out system; gets a folder DEBIAN while it is packed
 * @param {string} out
 * @param {import('./staging.mjs').Target} target
 * @returns {Promise<string>} the package
 */
export async function makeDeb(root, out, { version, arch }) {
  const control = path.join(root, 'DEBIAN');
  await mkdir(control, { recursive: true });
  const debVersion = version.replace('-', '~');
  const debArch = DEB_ARCH[arch];
  const fields = {
    Package: NAME,
    Version: debVersion,
    Architecture: debArch,
    Maintainer: 'The Mini LiveChat authors <mini-livechat@localhost>',
    'Installed-Size': String(Math.ceil((await sizeOf(root)) / 1024)),
    Depends: DEPENDS.join(', '),
    Recommends: 'libglib2.0-bin',
    Section: 'net',
    Priority: 'optional',
    Description: [
      'push-to-talk net in a laptop',
      ' Gateway, relay and console of the dispatcher in one desktop app, and the same net',
      ' without a window as a service that is off until it is turned on.',
    ].join('\n'),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  await writeFile(path.join(control, 'control'), `${lines.join('\n')}\n`);
  await writeScript(control, 'postinst', 'after-install.sh', 'configure');
  await writeScript(control, 'prerm', 'before-remove.sh', 'remove');
  await writeScript(control, 'postrm', 'after-remove.sh', 'remove');
  // Where the system gives ordinary users no namespaces, this helper makes the sandbox.
  await chmod(path.join(root, APP_DIR, 'chrome-sandbox'), 0o4755);

  const file = path.join(out, `${NAME}_${debVersion}_${debArch}.deb`);
  const options = ['--root-owner-group', '-Zzstd', `-z${effort(version)}`, '--threads-max=2'];
  const { code, stderr } = await capture('dpkg-deb', [...options, '--build', root, file]);
  await rm(control, { recursive: true });
  if (code !== 0) throw new Problem(`dpkg-deb failed: ${stderr.trim()}`);
  return file;
}

/**
 * A script of the package: dpkg says why it is run, and each has one reason to do anything.
 * @param {string} folder
 * @param {string} name
 * @param {string} source
 * @param {string} when
 */
async function writeScript(folder, name, source, when) {
  const body = await readFile(path.join(projectDir, 'packaging', 'linux', source), 'utf8');
  const guard = `[ "$1" = ${when} ] || exit 0\n`;
  await writeFile(path.join(folder, name), `#!/bin/sh\nset -e\n${guard}${body}`, { mode: 0o755 });
}

/**
 * How hard to compress, by zstd's levels: what people download is worth minutes, a test build is not.
 * @param {string} version
 */
export function effort(version) {
  return version.includes('-') ? 10 : 19;
}

/** @param {string} folder */
export async function sizeOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(
    async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
