import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

let url: Promise<URL> | undefined;

/**
 * The relay's worker, built from its source for tests: a thread can only be started from
 * JavaScript. Nothing is written to disk; it is built once in a test file.
 */
export function workerUrl(): Promise<URL> {
  url ??= buildWorker();
  return url;
}

async function buildWorker(): Promise<URL> {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: fileURLToPath(new URL('../worker.ts', import.meta.url)),
      target: 'node20',
      write: false,
      rolldownOptions: {
        // A module without a place on disk finds others by their full address alone.
        output: { paths: { koffi: import.meta.resolve('koffi') } },
      },
    },
  })) as Rolldown.RolldownOutput;
  const [{ code }] = output.output;
  return new URL(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
