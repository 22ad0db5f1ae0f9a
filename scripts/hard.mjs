// What must hold under load, faults and abuse: npm run test:hard
// Names of rows choose them, and a share of each is enough to begin with:
// npm run --silent test:hard -- tokens churn --share 0.01
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { outDir, projectDir } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { buildPrograms } from './lib/programs.mjs';

await runScript(async () => {
  await ensureBuilt();
  // A folder for each run: one may begin while another is under way.
  const programs = await mkdtemp(path.join(outDir, 'hard-'));
  try {
    const load = path.join(projectDir, 'bench', 'programs', 'load.ts');
    await buildPrograms(path.join(projectDir, 'hard'), programs, { load });
    const { main } = await import(pathToFileURL(path.join(programs, 'index.js')).href);
    return await main(process.argv.slice(2), {
      project: projectDir,
      programs,
      benchSources: path.join(projectDir, 'bench'),
      relayWorker: pathToFileURL(path.join(outDir, 'main', 'relay-worker.js')).href,
    });
  } finally {
    await rm(programs, { recursive: true, force: true });
  }
});
