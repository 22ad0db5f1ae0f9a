import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { capture } from '../child.mjs';
import { cacheDir, projectDir } from '../paths.mjs';
import { Problem } from '../problem.mjs';

/** What is kept in the clone from one document to the next: installing and building take long. */
const KEPT = ['node_modules', 'out'];

/**
 * A clone of the last commit in a folder of its own: nothing that is not in the repository helps.
 * @returns {Promise<{ dir: string, home: () => Promise<string>, clean: () => Promise<string>,
 *   remove: () => Promise<void> }>}
 */
export async function freshClone() {
  const root = await mkdtemp(path.join(tmpdir(), 'mini-livechat-docs-'));
  const dir = path.join(root, 'clone');
  const head = await git(projectDir, 'rev-parse', 'HEAD');
  await git(root, 'clone', '--quiet', '--no-checkout', projectDir, dir);
  await git(dir, 'checkout', '--quiet', '--detach', head);
  let homes = 0;
  return {
    dir,
    /** A home for one document: a data folder that nobody has used. */
    async home() {
      const home = path.join(root, `home-${(homes += 1)}`);
      await mkdir(home);
      return home;
    },
    /** Removes what a document left. Resolves with the tracked files that it changed. */
    async clean() {
      const changed = await git(dir, 'status', '--porcelain', '--untracked-files=no');
      await git(dir, 'checkout', '--quiet', '--', '.');
      await git(dir, 'clean', '-fdxq', ...KEPT.flatMap((name) => ['-e', name]));
      return changed;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/**
 * Tracked files that differ from the last commit, which is what the clone has.
 * @returns {Promise<string>}
 */
export function uncommitted() {
  return git(projectDir, 'status', '--porcelain', '--untracked-files=no');
}

/** @param {string} dir the clone */
export async function documentsOf(dir) {
  return (await git(dir, 'ls-files', '*.md')).split('\n').sort(readmeFirst);
}

/**
 * The README installs, as it does for everybody; the others come after it.
 * @param {string} a
 * @param {string} b
 */
function readmeFirst(a, b) {
  const rank = (/** @type {string} */ name) => (name === 'README.md' ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/**
 * The environment of somebody who has just cloned: a home of its own, no display, nothing of the
 * npm that started this. Downloads that are cached are used, as they are the same for everybody.
 * @param {string} home
 * @returns {NodeJS.ProcessEnv}
 */
export function freshEnvironment(home) {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|LIVECHAT_|XDG_|INIT_CWD$|DISPLAY$|WAYLAND_DISPLAY$|NODE_OPTIONS$)/.test(name),
  );
  const npmrc = path.join(homedir(), '.npmrc');
  return {
    ...Object.fromEntries(kept),
    PATH: (process.env.PATH ?? '')
      .split(path.delimiter)
      .filter((folder) => !folder.includes('node_modules') && !folder.includes('node-gyp-bin'))
      .join(path.delimiter),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.dirname(cacheDir()),
    npm_config_cache: process.env.npm_config_cache ?? path.join(homedir(), '.npm'),
    ...(existsSync(npmrc) && { npm_config_userconfig: npmrc }),
  };
}

/**
 * @param {string} cwd
 * @param {string[]} args
 */
async function git(cwd, ...args) {
  const { code, stdout, stderr } = await capture('git', args, { cwd });
  if (code !== 0) throw new Problem(`git ${args[0]} failed: ${stderr.trim()}`);
  return stdout.trim();
}
