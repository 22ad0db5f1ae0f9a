import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { outDir, projectDir } from './paths.mjs';

const SOURCES =
  /^(src|resources|electron\.vite\.config\.ts|package(-lock)?\.json|tsconfig.*\.json)$/;
const TESTS = /\.(test|spec)\.tsx?$/;

// What a complete build consists of at least.
const OUTPUTS = [
  'main/index.js',
  'main/cli.js',
  'main/relay-worker.js',
  'preload/index.cjs',
  'renderer/index.html',
];

/**
 * The content of everything that goes into a build, as one hash.
 * @param {string[]} [more] names in the project's folder
 */
export async function sourcesFingerprint(more = []) {
  const hash = createHash('sha256');
  const roots = (await readdir(projectDir))
    .filter((name) => SOURCES.test(name) || more.includes(name))
    .sort();
  for (const root of roots) {
    for (const file of await filesUnder(path.join(projectDir, root))) {
      if (TESTS.test(file) || file.includes(`${path.sep}node_modules${path.sep}`)) continue;
      const content = await readFile(file);
      hash.update(`${path.relative(projectDir, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * Which build the output is. A build made by other means, by `npm run dev` for example, differs
 * in time or size; an incomplete one has no fingerprint.
 * @returns {Promise<string | undefined>}
 */
export async function outputsFingerprint() {
  try {
    const files = await Promise.all(OUTPUTS.map((name) => stat(path.join(outDir, name))));
    return files.map(({ mtimeMs, size }) => `${mtimeMs}:${size}`).join(' ');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} place a file or a folder
 * @returns {Promise<string[]>} sorted
 */
async function filesUnder(place) {
  if (!(await stat(place)).isDirectory()) return [place];
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
