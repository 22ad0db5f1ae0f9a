import { packager } from '@electron/packager';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture } from '../../scripts/lib/child.mjs';
import { setFuses } from '../../scripts/lib/fuses.mjs';
import { Problem } from '../../scripts/lib/problem.mjs';
import { icns, ico } from './icons.mjs';
import { NAME } from './linux-names.mjs';
import { zipFolder } from './zip.mjs';

/** The languages of the console, as Chromium names its own words in them. */
const LOCALES = ['en-US.pak', 'ko.pak'];

/**
 * Makes the folder that a user could start the app from.
 * @param {object} options
 * @param {string} options.staged the app's own files
 * @param {string} options.work
 * @param {import('./staging.mjs').Target} options.target
 * @param {import('../../scripts/lib/electron-runtime.mjs').Runtime} options.runtime
 * @param {string} options.notices
 * @returns {Promise<string>}
 */
export async function makeApp({ staged, work, target, runtime, notices }) {
  const { platform, arch, version } = target;
  const out = path.join(work, 'app');
  await rm(out, { recursive: true, force: true });
  const icon = path.join(work, platform === 'darwin' ? 'icon.icns' : 'icon.ico');
  await writeFile(icon, platform === 'darwin' ? icns() : ico());
  const [folder] = await packager({
    dir: staged,
    out,
    platform,
    arch,
    name: 'Mini LiveChat',
    executableName: platform === 'darwin' ? undefined : NAME,
    appBundleId: 'app.mini-livechat',
    appCategoryType: 'public.app-category.utilities',
    appVersion: version,
    appCopyright: 'The Mini LiveChat authors',
    win32metadata: { CompanyName: 'The Mini LiveChat authors', FileDescription: 'Mini LiveChat' },
    icon,
    electronVersion: runtime.version,
    ...(runtime.kind !== 'official' && { electronZipDir: await zipped(runtime, work, target) }),
    // What an archive holds in machine code the system cannot load.
    asar: { unpack: '**/*.node' },
    prune: false, // there is nothing in it that would have to go
    quiet: true,
  });
  await setFuses(executableOf(folder, platform));
  if (platform !== 'darwin') await dropLocales(path.join(folder, 'locales'));
  await writeFile(path.join(noticesFolder(folder, platform), 'THIRD-PARTY-NOTICES.txt'), notices);
  if (platform !== 'darwin') await rename(folder);
  if (platform === 'darwin') await sign(path.join(folder, 'Mini LiveChat.app'));
  return folder;
}

/**
 * @param {string} folder
 * @param {string} platform
 */
function executableOf(folder, platform) {
  if (platform !== 'darwin') return path.join(folder, platform === 'win32' ? `${NAME}.exe` : NAME);
  return path.join(folder, 'Mini LiveChat.app', 'Contents', 'MacOS', 'Mini LiveChat');
}

/**
 * @param {string} folder
 * @param {string} platform
 */
function noticesFolder(folder, platform) {
  return platform === 'darwin'
    ? path.join(folder, 'Mini LiveChat.app', 'Contents', 'Resources')
    : folder;
}

/**
 * The archive that the packager wants of a runtime which it cannot download.
 * @param {import('../../scripts/lib/electron-runtime.mjs').Runtime} runtime
 * @param {string} work
 * @param {import('./staging.mjs').Target} target
 */
async function zipped({ dist, version }, work, { platform, arch }) {
  const folder = path.join(work, 'runtime');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `electron-v${version}-${platform}-${arch}.zip`);
  await zipFolder(dist, file, { compress: false });
  return folder;
}

/** @param {string} folder */
async function dropLocales(folder) {
  for (const name of await readdir(folder)) {
    if (!LOCALES.includes(name)) await rm(path.join(folder, name));
  }
}

/**
 * Two files called LICENSE would be too much of a riddle: Electron's gets its name.
 * @param {string} folder
 */
async function rename(folder) {
  await cp(path.join(folder, 'LICENSE'), path.join(folder, 'LICENSE.electron.txt'));
  await rm(path.join(folder, 'LICENSE'));
}

/**
 * Ad hoc: without a certificate there is nobody to sign for it, and unsigned nothing starts on
 * macOS for arm64.
 * @param {string} bundle
 */
async function sign(bundle) {
  const { code, stderr } = await capture('codesign', ['--force', '--deep', '--sign', '-', bundle]);
  if (code !== 0) throw new Problem(`codesign failed: ${stderr.trim()}`);
}

/**
 * Adds the command line, with the Node that runs it: Linux alone, for the service.
 * @param {string} folder of the app
 * @param {{ staged: string, node: string, launcher: string }} parts
 */
export async function addCommand(folder, { staged, node, launcher }) {
  const command = path.join(folder, 'resources', 'command');
  await cp(staged, command, { recursive: true });
  await cp(node, path.join(command, 'node'));
  await writeFile(path.join(folder, 'livechat'), await readFile(launcher), { mode: 0o755 });
  const licence = path.join(path.dirname(node), '..', 'LICENSE');
  await cp(licence, path.join(folder, 'LICENSE.node.txt'));
}
