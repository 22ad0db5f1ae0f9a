import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { binOf, run } from './child.mjs';
import { outputsFingerprint, sourcesFingerprint } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { outDir, projectDir } from './paths.mjs';
import { note, Problem, reason } from './problem.mjs';

const stampFile = path.join(outDir, '.build-stamp.json');

/**
 * Builds the app unless the last build is of the very same sources. Its output goes to stderr, so
 * that the stdout of what is started afterwards stays clean.
 */
export async function ensureBuilt() {
  if (await isFresh()) return;
  requireDependencies();
  try {
    await withLock(path.join(outDir, '.build.lock'), async () => {
      if (await isFresh()) return; // built by another process while we waited
      await build();
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`The build cannot be written to ${outDir}: ${reason(error)}.`);
  }
}

async function build() {
  note('Building Mini LiveChat ...');
  await rm(stampFile, { force: true });
  // Taken first: an edit made during the build must count as newer than it.
  const sources = await sourcesFingerprint();
  const { code } = await run(process.execPath, [binOf('electron-vite'), 'build'], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const outputs = await outputsFingerprint();
  if (code !== 0) throw new Problem(`The build failed (exit code ${code}); its output is above.`);
  if (!outputs) throw new Problem('The build left its output incomplete; remove out/ and retry.');
  await writeFile(stampFile, JSON.stringify({ sources, outputs }));
}

async function isFresh() {
  let stamp;
  try {
    stamp = JSON.parse(await readFile(stampFile, 'utf8'));
  } catch {
    return false;
  }
  return (
    stamp.outputs === (await outputsFingerprint()) && stamp.sources === (await sourcesFingerprint())
  );
}

function requireDependencies() {
  if (existsSync(path.join(projectDir, 'node_modules', 'electron-vite'))) return;
  throw new Problem('The dependencies are not installed; run npm ci first.');
}
