import path from 'node:path';
import { capture } from '../../scripts/lib/child.mjs';
import { makeDeb } from './deb.mjs';
import { NAME } from './linux-names.mjs';
import { layOut } from './linux-tree.mjs';
import { makeDiskImage } from './macos.mjs';
import { makeRpm } from './rpm.mjs';
import { makeInstaller } from './windows.mjs';
import { zipFolder } from './zip.mjs';

/**
 * @typedef {object} Job
 * @property {string} app the folder of the app
 * @property {string} out
 * @property {string} work
 * @property {import('./staging.mjs').Target} target
 */

/**
 * @typedef {object} Maker
 * @property {string} what
 * @property {() => Promise<string | undefined>} missing why it cannot be made here, if it cannot
 * @property {(job: Job) => Promise<string>} make resolves with the file
 */

/**
 * Everything there is to make, whether this system can or not.
 * @param {string} platform
 * @returns {Maker[]}
 */
export function makersFor(platform) {
  const on =
    (/** @type {string} */ wanted, /** @type {string} */ name, ...programs) =>
    async () => {
      if (platform !== wanted) return `it is made on ${name} alone; the release workflow does`;
      for (const [program, remedy] of programs) {
        if ((await capture(program, ['--version'])).code === 127)
          return `${program} is missing; ${remedy}`;
      }
      return undefined;
    };
  return [
    {
      what: '.deb for Debian and Ubuntu',
      missing: on('linux', 'Linux', ['dpkg-deb', 'install dpkg']),
      make: async ({ app, out, work, target }) => {
        const root = path.join(work, 'deb-root');
        await layOut(app, root);
        return makeDeb(root, out, target);
      },
    },
    {
      what: '.rpm for Fedora and openSUSE',
      missing: on('linux', 'Linux', ['rpmbuild', 'install rpm, on Fedora rpm-build']),
      make: async ({ app, out, work, target }) => {
        const root = path.join(work, 'rpm-root');
        await layOut(app, root);
        return makeRpm(root, out, work, target);
      },
    },
    {
      what: '.zip for any Linux',
      missing: on('linux', 'Linux'),
      make: async ({ app, out, target: { version, arch } }) => {
        const name = `${NAME}-${version}-linux-${arch}`;
        const file = path.join(out, `${name}.zip`);
        await zipFolder(app, file, { root: name });
        return file;
      },
    },
    {
      what: 'installer for Windows',
      missing: on('win32', 'Windows'),
      make: ({ app, out, work, target }) => makeInstaller(app, out, work, target),
    },
    {
      what: '.dmg for macOS',
      missing: on('darwin', 'macOS'),
      make: ({ app, out, target }) => makeDiskImage(app, out, target),
    },
  ];
}
