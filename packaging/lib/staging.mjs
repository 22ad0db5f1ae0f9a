import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { binOf, run } from '../../scripts/lib/child.mjs';
import { projectDir } from '../../scripts/lib/paths.mjs';
import { Problem } from '../../scripts/lib/problem.mjs';
import { loadedFrom, readReport, REPORT } from './bundle-report.mjs';
import { copyNatives } from './natives.mjs';

const WORKERS = ['relay-worker.js', 'journal-worker.js'];

/**
 * Builds what users get.
 * @param {string} folder
 */
export async function build(folder) {
  const config = path.join('packaging', 'electron.vite.config.ts');
  const { code } = await run(
    process.execPath,
    [binOf('electron-vite'), 'build', '--config', config, '--logLevel', 'warn'],
    {
      env: { ...process.env, LIVECHAT_BUILD_DIR: folder },
      stdio: ['ignore', process.stderr, process.stderr],
    },
  );
  if (code !== 0) throw new Problem(`The build failed (exit code ${code}); its output is above.`);
}

/**
 * Lays out the desktop app as it goes into its archive.
 * @param {string} built
 * @param {string} folder
 * @param {Target} target
 * @returns {Promise<string[]>} folders of the npm packages that something in it is from
 *
 * @typedef {{ platform: string, arch: string, version: string }} Target
 */
export async function stageApp(built, folder, target) {
  await rm(folder, { recursive: true, force: true });
  const manifest = { main: 'out/main/index.js', desktopName: 'mini-livechat.desktop' };
  await writeManifest(folder, target.version, manifest);
  const packages = await copyMain(built, folder, ['index.js', ...WORKERS]);
  for (const part of ['preload', 'renderer']) {
    await cp(path.join(built, part), path.join(folder, 'out', part), {
      recursive: true,
      filter: (file) => path.basename(file) !== REPORT,
    });
    packages.push(...packagesOf(await readReport(path.join(built, part))));
  }
  const icon = path.join('resources', 'icon.png');
  await cp(path.join(projectDir, icon), path.join(folder, icon));
  return [...packages, ...(await copyNatives(folder, target))];
}

/**
 * Lays out the command line, which plain Node runs.
 * @param {string} built
 * @param {string} folder
 * @param {Target} target
 * @returns {Promise<string[]>} as `stageApp`
 */
export async function stageCommand(built, folder, target) {
  await rm(folder, { recursive: true, force: true });
  await writeManifest(folder, target.version, {});
  const packages = await copyMain(built, folder, ['cli.js', ...WORKERS]);
  return [...packages, ...(await copyNatives(folder, target))];
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {object} more
 */
async function writeManifest(folder, version, more) {
  const source = JSON.parse(await readFile(path.join(projectDir, 'package.json'), 'utf8'));
  const { name, productName, description, license, author, type } = source;
  const manifest = { name, productName, version, description, license, author, type, ...more };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * The chunks that some programs load, and no others.
 * @param {string} built
 * @param {string} folder
 * @param {string[]} entries
 */
async function copyMain(built, folder, entries) {
  const chunks = await readReport(path.join(built, 'main'));
  const names = loadedFrom(chunks, entries);
  for (const name of names) {
    await cp(path.join(built, 'main', name), path.join(folder, 'out', 'main', name));
  }
  return packagesOf(Object.fromEntries(names.map((name) => [name, chunks[name]])));
}

/** @param {Record<string, import('./bundle-report.mjs').Chunk>} chunks */
function packagesOf(chunks) {
  return Object.values(chunks).flatMap(({ packages }) => packages);
}
