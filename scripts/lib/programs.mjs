import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { projectDir } from './paths.mjs';

/**
 * Builds a folder's `index.ts` and the programs that it starts, because plain Node cannot run
 * TypeScript.
 *
 * @param {string} folder with `index.ts` and a folder `programs`, each file of which is one
 * @param {string} to
 * @param {Record<string, string>} [others] programs from elsewhere, by name
 */
export async function buildPrograms(folder, to, others = {}) {
  const files = await readdir(path.join(folder, 'programs'));
  const own = files.map((file) => [path.parse(file).name, path.join(folder, 'programs', file)]);
  await build({
    configFile: false,
    logLevel: 'warn',
    root: projectDir,
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: to,
      emptyOutDir: true,
      rolldownOptions: {
        input: { ...others, ...Object.fromEntries(own), index: path.join(folder, 'index.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
