// What the data plane costs, against baselines that the bench carries: npm run bench
// Names of rows choose them, --json is for machines: npm run --silent bench -- relay --json
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { ensureBuilt } from './lib/build.mjs';
import { outDir, projectDir } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';

const benchDir = path.join(projectDir, 'bench');
const programsDir = path.join(outDir, 'bench');

await runScript(async () => {
  await ensureBuilt();
  await buildBench();
  const { main } = await import(pathToFileURL(path.join(programsDir, 'index.js')).href);
  return main(process.argv.slice(2), {
    sources: benchDir,
    programs: programsDir,
    relayWorker: pathToFileURL(path.join(outDir, 'main', 'relay-worker.js')).href,
  });
});

/** The bench itself and the programs it starts: plain Node cannot run TypeScript. */
async function buildBench() {
  const programs = await readdir(path.join(benchDir, 'programs'));
  const names = programs.map((file) => file.replace(/\.ts$/, ''));
  const input = Object.fromEntries(
    names.map((name) => [name, path.join(benchDir, 'programs', `${name}.ts`)]),
  );
  await build({
    configFile: false,
    logLevel: 'warn',
    root: projectDir,
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: programsDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: { ...input, index: path.join(benchDir, 'index.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
