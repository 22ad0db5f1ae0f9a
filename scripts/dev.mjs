// Runs the app from its sources: an edit rebuilds it and starts it anew. There is no development
// server on purpose: the window's origin and its content policy stay exactly what users get.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt } from './lib/build.mjs';
import { electronFlags } from './lib/electron-flags.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { projectDir } from './lib/paths.mjs';
import { note, Problem, runScript } from './lib/problem.mjs';
import { ensureLibrariesOf } from './lib/system-packages.mjs';

const EDITS_SETTLE_MS = 300;

await runScript(async () => {
  await ensureBuilt();
  const runtime = await ensureElectron();
  await ensureLibrariesOf(runtime.executable);
  const args = [...(await electronFlags(runtime)), projectDir, ...process.argv.slice(2)];
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env; // it would make Electron a mere Node

  for (;;) {
    const app = spawn(runtime.executable, args, { env, stdio: 'inherit' });
    /** @type {Promise<number>} */
    const closed = new Promise((resolve) => app.once('close', (code) => resolve(code ?? 1)));
    const stop = () => app.kill();
    process.on('SIGTERM', stop);
    const code = await Promise.race([closed, nextGoodEdit()]);
    process.off('SIGTERM', stop);
    if (code !== undefined) return code; // the window was closed
    stop();
    await closed;
  }
});

/** Waits until the sources have changed and can be built again. */
async function nextGoodEdit() {
  for (;;) {
    await new Promise((resolve) => {
      const watcher = watch(path.join(projectDir, 'src'), { recursive: true }, () => {
        watcher.close();
        resolve(undefined);
      });
    });
    await delay(EDITS_SETTLE_MS);
    try {
      await ensureBuilt();
      return;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      note(error.message); // the app that runs goes on until the mistake is mended
    }
  }
}
