// Prints the folder of an Electron that runs here, fetching it if need be:
//   ELECTRON_OVERRIDE_DIST_PATH=$(node scripts/electron-runtime.mjs) npx electron --version
import { ensureElectron } from './lib/electron-runtime.mjs';
import { runScript } from './lib/problem.mjs';

await runScript(async () => {
  const { dist } = await ensureElectron();
  console.log(dist);
});
