import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './child.mjs';
import { projectDir } from './paths.mjs';
import { note, Problem } from './problem.mjs';

const folder = path.join(projectDir, 'packaging');
/** A copy of the lock file that was installed last. */
const stamp = path.join(folder, 'node_modules', '.installed-lock.json');
/** What the tools ask for. */
const NEWEST_ENOUGH = [22, 13];

/**
 * Installs what makes the packages, which nothing else needs, from the npm registry. Where this Node
 * is too old for it, it brings the one that goes into the packages for Linux.
 * @returns {Promise<string>} the Node that runs the tools
 */
export async function ensurePackagingTools() {
  const lock = await readFile(path.join(folder, 'package-lock.json'), 'utf8');
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== lock) {
    note('Installing what makes the packages, once ...');
    const npm = process.env.npm_execpath; // set when npm runs us; then exactly that npm
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code } = await run(npm ? process.execPath : 'npm', [...(npm ? [npm] : []), ...args], {
      cwd: folder,
      stdio: ['ignore', process.stderr, process.stderr],
      ...(!npm && { shell: process.platform === 'win32' }),
    });
    if (code !== 0) throw new Problem('npm could not install the tools in packaging/.');
    await writeFile(stamp, lock);
  }
  return nodeForTools();
}

function nodeForTools() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = NEWEST_ENOUGH;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor))
    return process.execPath;
  const brought = path.join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  if (process.platform === 'linux' && existsSync(brought)) return brought;
  throw new Problem(
    `Node ${process.versions.node} is too old to make packages; use 22.13 or newer.`,
  );
}
