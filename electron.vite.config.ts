import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

// The oldest runtime this must work on; see docs/decisions/0002-electron-runtime.md.
const oldestNode = 'node20.18';
const oldestChromium = 'chrome130';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: oldestNode,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        // Programs that share their chunks: the app, the command line, the two workers.
        input: {
          index: 'src/main/index.ts',
          cli: 'src/cli/index.ts',
          'relay-worker': 'src/server/relay/worker.ts',
          'journal-worker': 'src/server/journal/worker.ts',
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: oldestNode,
      minify: false,
      // A sandboxed preload can load nothing but `electron`: all else has to be inside the one
      // file, and it has to be CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: oldestChromium,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});
