import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const LIBRARY = '@photostructure/sqlite';

let url: Promise<URL> | undefined;

/**
 * The journal's worker, built from its source for tests: a thread can only be started from
 * JavaScript. Nothing is written to disk; it is built once in a test file.
 */
export function journalWorkerUrl(): Promise<URL> {
  url ??= buildWorker();
  return url;
}

async function buildWorker(): Promise<URL> {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    // A module without a place of its own finds no package by its name.
    plugins: [
      {
        name: 'library-by-url',
        enforce: 'pre',
        resolveId: (id) =>
          id === LIBRARY ? { id: import.meta.resolve(LIBRARY), external: true } : null,
      },
    ],
    build: {
      ssr: fileURLToPath(new URL('../worker.ts', import.meta.url)),
      target: 'node20',
      write: false,
    },
  })) as Rolldown.RolldownOutput;
  const [{ code }] = output.output;
  return new URL(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
