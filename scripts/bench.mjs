// What the data plane costs, against baselines that the bench carries: npm run bench
// Names of rows choose them, --json is for machines: npm run --silent bench -- relay --json
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { outDir, projectDir } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { buildPrograms } from './lib/programs.mjs';

const benchDir = path.join(projectDir, 'bench');
const programsDir = path.join(outDir, 'bench');

await runScript(async () => {
  await ensureBuilt();
  await buildPrograms(benchDir, programsDir);
  const { main } = await import(pathToFileURL(path.join(programsDir, 'index.js')).href);
  return main(process.argv.slice(2), {
    sources: benchDir,
    programs: programsDir,
    relayWorker: pathToFileURL(path.join(outDir, 'main', 'relay-worker.js')).href,
  });
});
