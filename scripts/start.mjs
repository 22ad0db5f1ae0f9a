// Starts the desktop app: npm start -- [arguments for the app]
import { ensureBuilt } from './lib/build.mjs';
import { run } from './lib/child.mjs';
import { becomeCli } from './lib/cli.mjs';
import { hasDisplay } from './lib/display.mjs';
import { electronFlags } from './lib/electron-flags.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { projectDir } from './lib/paths.mjs';
import { note, runScript } from './lib/problem.mjs';
import { ensureLibrariesOf } from './lib/system-packages.mjs';

const args = process.argv.slice(2);

await runScript(async () => {
  await ensureBuilt();
  if (!hasDisplay()) return;

  const runtime = await ensureElectron();
  await ensureLibrariesOf(runtime.executable);
  const flags = await electronFlags(runtime);
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env; // it would make Electron a mere Node
  const { code } = await run(runtime.executable, [...flags, projectDir, ...args], { env });
  return code;
});

// Reached only without a display.
note('No display here, so no window: running the engine alone. Stop it with Ctrl+C.');
await becomeCli(['serve', ...args]);
