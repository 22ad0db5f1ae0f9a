import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture } from '../../scripts/lib/child.mjs';
import { projectDir } from '../../scripts/lib/paths.mjs';
import { Problem } from '../../scripts/lib/problem.mjs';
import { effort } from './deb.mjs';
import { APP_DIR, NAME, RPM_ARCH } from './linux-names.mjs';
import { listOf } from './linux-tree.mjs';

/** What Electron's executable loads, as Fedora, its relatives and openSUSE all call it. */
const REQUIRES = [
  'libasound.so.2()(64bit)',
  'libatk-bridge-2.0.so.0()(64bit)',
  'libatspi.so.0()(64bit)',
  'libcups.so.2()(64bit)',
  'libdbus-1.so.3()(64bit)',
  'libdrm.so.2()(64bit)',
  'libgbm.so.1()(64bit)',
  'libgtk-3.so.0()(64bit)',
  'libnss3.so()(64bit)',
  'libX11.so.6()(64bit)',
  'libXcomposite.so.1()(64bit)',
  'libXdamage.so.1()(64bit)',
  'libXrandr.so.2()(64bit)',
  'libxkbcommon.so.0()(64bit)',
  '/usr/sbin/useradd',
];

/**
 * @param {string} root of the laid out system
 * @param {string} out
 * @param {string} work
 * @param {import('./staging.mjs').Target} target
 * @returns {Promise<string>} the package
 */
export async function makeRpm(root, out, work, { version, arch }) {
  const rpmVersion = version.replace('-', '~');
  const rpmArch = RPM_ARCH[arch];
  const spec = path.join(work, `${NAME}.spec`);
  await writeFile(spec, await specOf(root, rpmVersion));
  const options = {
    _topdir: path.join(work, 'rpmbuild'),
    _rpmdir: path.join(work, 'rpms'),
    _build_name_fmt: '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm',
  };
  const { code, stderr } = await capture('rpmbuild', [
    ...Object.entries(options).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
    ...['-bb', '--noclean', '--target', rpmArch, '--buildroot', root, spec],
  ]);
  if (code !== 0) throw new Problem(`rpmbuild failed: ${stderr.trim().split('\n').at(-1)}`);
  const name = `${NAME}-${rpmVersion}-1.${rpmArch}.rpm`;
  const file = path.join(out, name);
  await rm(file, { force: true });
  const moved = await capture('mv', [path.join(work, 'rpms', name), file]);
  if (moved.code !== 0) throw new Problem(`rpmbuild left no ${name}`);
  return file;
}

/**
 * @param {string} root
 * @param {string} version
 */
async function specOf(root, version) {
  const script = (/** @type {string} */ name) =>
    readFile(path.join(projectDir, 'packaging', 'linux', name), 'utf8');
  const files = await listOf(root);
  const attributes = (/** @type {string} */ file) =>
    file === `${APP_DIR}/chrome-sandbox` ? '%attr(4755, root, root) ' : '';
  // What is inside is finished: nothing is to be stripped, compiled or looked through.
  return `
%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none
%global _binary_payload w${effort(version.replace('~', '-'))}T2.zstdio
%global __brp_check_rpaths %{nil}

Name: ${NAME}
Version: ${version}
Release: 1
Summary: Push-to-talk net in a laptop
License: MIT
AutoReqProv: no
${REQUIRES.map((name) => `Requires: ${name}`).join('\n')}

%description
Gateway, relay and console of the dispatcher in one desktop app, and the same net without a window
as a service that is off until it is turned on.

%post
${await script('after-install.sh')}
%preun
[ "$1" = 0 ] || exit 0
${await script('before-remove.sh')}
%postun
[ "$1" = 0 ] || exit 0
${await script('after-remove.sh')}
%files
%defattr(-, root, root, 755)
%dir ${APP_DIR}
${files.map((file) => `${attributes(file)}"${file}"`).join('\n')}
`;
}
