import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { capture } from './child.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, projectDir } from './paths.mjs';
import { note, reason } from './problem.mjs';

const packageDir = path.join(projectDir, 'node_modules', 'electron');

// Long enough for a slow network, short enough to wait for once.
const PROBE_MS = 8_000;
// The downloader fails by itself, or has the file in its own cache, well within this time.
const GRACE_MS = 5_000;
const DOWNLOAD_MS = 10 * 60_000;
const ASK_AGAIN_AFTER_MS = 6 * 60 * 60_000;

/**
 * The runtime that the `electron` package downloads when first used.
 * @returns {Promise<{ dist: string, version: string } | { why: string }>}
 */
export async function officialElectron() {
  const version = installedVersion();
  if (!version) return { why: 'the npm package electron is not installed; run npm ci' };
  if (isUnpacked(version)) return found(version);

  const memo = path.join(cacheDir(), `electron-${version}-unreachable`);
  if (await isFresh(memo)) return { why: `Electron ${version} could not be downloaded lately` };
  try {
    return await withLock(path.join(packageDir, '.download.lock'), async () => {
      if (isUnpacked(version)) return found(version);
      note(`Downloading Electron ${version}, once ...`);
      const failure = await download(version);
      if (!failure && isUnpacked(version)) return found(version);
      await remember(memo);
      return { why: `Electron ${version} could not be downloaded (${failure ?? 'incomplete'})` };
    });
  } catch (error) {
    return { why: `Electron ${version} could not be stored (${reason(error)})` };
  }
}

/**
 * Where the executable is inside a `dist` folder.
 * @param {string} dist
 */
export function executableIn(dist) {
  /** @type {Record<string, string>} */
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  return path.join(dist, names[process.platform] ?? 'electron');
}

function installedVersion() {
  try {
    return JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** @param {string} version */
function found(version) {
  return { dist: path.join(packageDir, 'dist'), version };
}

/** @param {string} version */
function isUnpacked(version) {
  const dist = path.join(packageDir, 'dist');
  try {
    // path.txt is what the package's installer writes last.
    return (
      readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '') === version &&
      existsSync(path.join(packageDir, 'path.txt')) &&
      existsSync(executableIn(dist))
    );
  } catch {
    return false;
  }
}

/**
 * Runs the package's own downloader, which knows about mirrors, proxies and checksums, but waits
 * for ever on a network that swallows packets; so the same server is probed beside it.
 * @param {string} version
 * @returns {Promise<string | undefined>} why it failed
 */
async function download(version) {
  const env = { ...process.env };
  delete env.ELECTRON_OVERRIDE_DIST_PATH; // it would make the installer look elsewhere
  const giveUp = new AbortController();
  const installer = capture(process.execPath, [path.join(packageDir, 'install.js')], {
    env,
    signal: giveUp.signal,
    timeoutMs: DOWNLOAD_MS,
  });
  const finished = new AbortController();
  const watchdog = answers(version).then(async (reachable) => {
    if (reachable) return;
    await delay(GRACE_MS, undefined, { signal: finished.signal });
    giveUp.abort();
  });
  watchdog.catch(() => {}); // the installer was faster than the grace

  const { code, stderr } = await installer;
  finished.abort();
  if (code === 0) return undefined;
  if (giveUp.signal.aborted) return 'its server does not answer';
  const message = stderr.split('\n').find((line) => /Error: |EACCES|EROFS/.test(line));
  return reason(message?.replace(/^\w*Error: /, '') ?? `exit code ${code}`);
}

/**
 * Any answer of the server will do: what it says is the downloader's business.
 * @param {string} version
 */
async function answers(version) {
  // A proxy that only the downloader is told about cannot be probed from here.
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  const mirror =
    process.env.npm_config_electron_mirror ??
    process.env.ELECTRON_MIRROR ??
    'https://github.com/electron/electron/releases/download/';
  const url = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} memo */
async function isFresh(memo) {
  try {
    return Date.now() - (await stat(memo)).mtimeMs < ASK_AGAIN_AFTER_MS;
  } catch {
    return false;
  }
}

/** @param {string} memo */
async function remember(memo) {
  try {
    await mkdir(path.dirname(memo), { recursive: true });
    await rm(memo, { force: true }); // so that its age counts from now
    await writeFile(memo, '');
  } catch {
    // Then the next start asks again; whether the cache can be written at all is told elsewhere.
  }
}
