import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './child.mjs';
import { sourcesFingerprint } from './fingerprint.mjs';
import { ensurePackagingTools } from './packaging-tools.mjs';
import { projectDir } from './paths.mjs';
import { Problem } from './problem.mjs';
import { ensurePackagePackages, ensurePackageTestPackages } from './system-packages.mjs';

/** Which sources the packages in `dist` were made from. */
const stamp = path.join(projectDir, 'dist', '.made-from');

/**
 * Makes what this system can make, and says what it cannot.
 * @returns {Promise<number>} the exit code
 */
export async function makePackages() {
  await ensurePackagePackages();
  const node = await ensurePackagingTools();
  const sources = await fingerprint();
  const { code } = await run(node, [path.join(projectDir, 'packaging', 'make.mjs')]);
  if (code === 0) await writeFile(stamp, sources);
  return code;
}

/** Makes the packages unless those that are there are of the very same sources. */
export async function ensurePackages() {
  if ((await readFile(stamp, 'utf8').catch(() => '')) === (await fingerprint())) return;
  if ((await makePackages()) !== 0) throw new Problem('The packages could not be made; see above.');
}

/** Whether packages can be installed here, which only root can do, and only with apt. */
export async function ensureInstallable() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Problem('This installs a package with apt: run it as root, on Debian or Ubuntu.');
  }
  await ensurePackageTestPackages();
}

function fingerprint() {
  return sourcesFingerprint(['packaging', 'scripts', 'LICENSE']);
}
