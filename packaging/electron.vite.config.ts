import { defineConfig } from 'electron-vite';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import base from '../electron.vite.config.ts';
import { tellModules } from './lib/bundle-report.mjs';

// The build that users get: one file where the other has many, nothing readable for debuggers, and
// of the npm packages only what is used. Parts in machine code cannot go into a bundle.
const NATIVE = ['koffi', '@photostructure/sqlite'];

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
};
const bundled = Object.keys(dependencies).filter((name) => !NATIVE.includes(name));
const outDir = process.env.LIVECHAT_BUILD_DIR ?? resolve('dist', 'build');

const define = { INSTALLED_COMMAND: JSON.stringify('livechat') };

export default defineConfig({
  main: {
    ...base.main,
    plugins: [tellModules()],
    define,
    build: {
      ...base.main?.build,
      outDir: resolve(outDir, 'main'),
      sourcemap: false,
      minify: true,
      reportCompressedSize: false,
      externalizeDeps: { exclude: bundled },
    },
  },
  preload: {
    ...base.preload,
    plugins: [tellModules()],
    build: { ...base.preload?.build, outDir: resolve(outDir, 'preload'), minify: true },
  },
  renderer: {
    ...base.renderer,
    define,
    plugins: [...(base.renderer?.plugins ?? []), tellModules()],
    build: { ...base.renderer?.build, outDir: resolve(outDir, 'renderer'), minify: true },
  },
});
