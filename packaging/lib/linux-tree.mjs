import { cp, link, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectDir } from '../../scripts/lib/paths.mjs';
import { ICON_SVG, LINUX_SIZES, png } from './icons.mjs';
import { APP_DIR, NAME, SERVICE } from './linux-names.mjs';

const linux = path.join(projectDir, 'packaging', 'linux');

/**
 * Lays out everything as it is going to stand under the root of a system.
 * @param {string} app the folder of the app
 * @param {string} root
 */
export async function layOut(app, root) {
  await rm(root, { recursive: true, force: true });
  await linkTree(app, path.join(root, APP_DIR));
  const bin = path.join(root, 'usr', 'bin');
  await mkdir(bin, { recursive: true });
  await symlink(path.posix.relative('/usr/bin', `${APP_DIR}/${NAME}`), path.join(bin, NAME));
  await symlink(path.posix.relative('/usr/bin', `${APP_DIR}/livechat`), path.join(bin, 'livechat'));

  const share = path.join(root, 'usr', 'share');
  const put = (/** @type {string} */ from, /** @type {string[]} */ ...to) =>
    cp(from, path.join(root, 'usr', ...to));
  await put(path.join(linux, `${NAME}.desktop`), 'share', 'applications', `${NAME}.desktop`);
  const metainfo = `app.${NAME}.metainfo.xml`;
  await put(path.join(linux, metainfo), 'share', 'metainfo', metainfo);
  await put(path.join(linux, 'livechat.service'), 'lib/systemd/system', `${SERVICE}.service`);
  await put(path.join(projectDir, 'docs', 'packaging.md'), 'share', 'doc', NAME, 'packaging.md');
  await put(path.join(app, 'THIRD-PARTY-NOTICES.txt'), 'share', 'doc', NAME, 'copyright');

  const icons = path.join(share, 'icons', 'hicolor');
  for (const size of LINUX_SIZES) {
    const folder = path.join(icons, `${size}x${size}`, 'apps');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${NAME}.png`), png(size));
  }
  await put(ICON_SVG, 'share', 'icons', 'hicolor', 'scalable', 'apps', `${NAME}.svg`);
}

/**
 * By hard links: half a gigabyte is not written again.
 * @param {string} from
 * @param {string} to
 */
async function linkTree(from, to) {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else await link(source, target);
  }
}

/**
 * Every file of the system that is under its root.
 * @param {string} root
 */
export async function listOf(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => `/${path.relative(root, path.join(entry.parentPath, entry.name))}`)
    .sort();
}
