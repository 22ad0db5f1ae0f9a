import { existsSync } from 'node:fs';
import { capture, run } from './child.mjs';
import { note, Problem } from './problem.mjs';

/**
 * @typedef {object} Need
 * @property {string[]} packages its Debian package, under its newer name first if it was renamed
 * @property {string} [sharedLibrary]
 * @property {string} [program]
 * @property {string} [plugin] an element of GStreamer
 * @property {string} [language] that a font is wanted for
 */

/** @type {Need[]} What Electron's window loads, at start or later. */
const ELECTRON = [
  { packages: ['libgtk-3-0t64', 'libgtk-3-0'], sharedLibrary: 'libgtk-3.so.0' },
  { packages: ['libnss3'], sharedLibrary: 'libnss3.so' },
  { packages: ['libgbm1'], sharedLibrary: 'libgbm.so.1' },
  { packages: ['libasound2t64', 'libasound2'], sharedLibrary: 'libasound.so.2' },
  {
    packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    sharedLibrary: 'libatk-bridge-2.0.so.0',
  },
  { packages: ['libxss1'], sharedLibrary: 'libXss.so.1' },
  { packages: ['libcups2t64', 'libcups2'], sharedLibrary: 'libcups.so.2' },
  { packages: ['libdrm2'], sharedLibrary: 'libdrm.so.2' },
];

/** @type {Need[]} A screen for the windows, foreign radios and a second opinion, and letters. */
const TESTS = [
  { packages: ['xvfb'], program: 'Xvfb' },
  { packages: ['ffmpeg'], program: 'ffmpeg' },
  { packages: ['gstreamer1.0-tools'], program: 'gst-launch-1.0' },
  { packages: ['gstreamer1.0-plugins-base'], plugin: 'opusdec' },
  { packages: ['gstreamer1.0-plugins-good'], plugin: 'udpsrc' },
  { packages: ['gstreamer1.0-plugins-bad'], plugin: 'srtpdec' },
  { packages: ['tshark'], program: 'tshark' },
  { packages: ['fonts-noto-cjk'], language: 'ko' },
];

/** @type {Need[]} What makes an .rpm elsewhere than on its own systems. */
const PACKAGING = [{ packages: ['rpm'], program: 'rpmbuild' }];

/** @type {Need[]} What opens packages, and boots a system to try the service on. */
const PACKAGE_TESTS = [
  { packages: ['rpm2cpio', 'rpm'], program: 'rpm2cpio' },
  { packages: ['cpio'], program: 'cpio' },
  { packages: ['unzip'], program: 'unzip' },
  { packages: ['procps'], program: 'pgrep' },
  { packages: ['systemd'], program: 'systemd-analyze' },
  { packages: ['systemd-container'], program: 'systemd-nspawn' },
];

/** What making packages needs, on Debian and its relatives; elsewhere they are made without it. */
export async function ensurePackagePackages() {
  if (process.platform !== 'linux' || !isProgram('apt-get') || process.getuid?.() !== 0) return;
  await provide(await missing(PACKAGING));
}

/** What the tests of packages need besides. */
export async function ensurePackageTestPackages() {
  await provide(await missing(PACKAGE_TESTS));
}

/** What the tests need beyond npm's packages. Elsewhere than on Linux nothing is missing. */
export async function ensureTestPackages() {
  if (process.platform !== 'linux') return;
  await provide(await missing([...ELECTRON, ...TESTS]));
}

/**
 * Asks the loader, so that on any Linux only what this Electron really lacks is complained about.
 * @param {string} executable
 */
export async function ensureLibrariesOf(executable) {
  if (process.platform !== 'linux') return;
  const { stdout } = await capture('ldd', [executable]);
  if (!stdout.includes('not found')) return;
  await provide(await missing(ELECTRON));
}

/** @param {Need[]} needs */
async function missing(needs) {
  const libraries = await capture(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', [
    '-p',
  ]);
  const absent = [];
  for (const need of needs) {
    const present =
      (need.sharedLibrary &&
        (libraries.code !== 0 || libraries.stdout.includes(`${need.sharedLibrary} `))) ||
      (need.program && isProgram(need.program)) ||
      (need.plugin && (await capture('gst-inspect-1.0', ['--exists', need.plugin])).code === 0) ||
      (need.language && (await capture('fc-list', [`:lang=${need.language}`])).stdout !== '');
    if (!present) absent.push(need);
  }
  return absent;
}

/** @param {string} name */
function isProgram(name) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`));
}

/** @param {Need[]} needs */
async function provide(needs) {
  if (needs.length === 0) return;
  if (!existsSync('/usr/bin/apt-get')) {
    const names = needs.map((need) => need.packages.at(-1)).join(' ');
    throw new Problem(`Missing here; install what your system calls these packages: ${names}`);
  }
  if (process.getuid?.() !== 0) {
    const names = await namesHere(needs);
    throw new Problem(`Missing here; run: sudo apt-get install ${names.join(' ')}`);
  }
  note(`Installing missing system packages: ${(await namesHere(needs)).join(' ')}`);
  await apt('update');
  // Only now does apt know for certain what this release calls them.
  const names = await namesHere(needs);
  const code = await apt('install', '--yes', '--no-install-recommends', ...names);
  if (code !== 0) throw new Problem(`apt-get failed; run: apt-get install ${names.join(' ')}`);
}

/** @param {string[]} args */
async function apt(...args) {
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const { code } = await run('apt-get', ['-q', ...patience, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return code;
}

/**
 * Debian 13 and Ubuntu 24.04 renamed some libraries; the older name is right unless apt knows the
 * newer one.
 * @param {Need[]} needs
 */
async function namesHere(needs) {
  const { stdout } = await capture('apt-cache', ['pkgnames', 'lib']);
  const known = new Set(stdout.split('\n'));
  return needs.map(({ packages }) => packages.find((name) => known.has(name)) ?? packages.at(-1));
}
