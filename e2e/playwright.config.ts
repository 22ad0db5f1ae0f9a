import { defineConfig } from '@playwright/test';

// Reporters and the Electron to drive come from scripts/, by npm test and npm run screenshots.
export default defineConfig({
  outputDir: '../test-results',
  // One window at a time: the tests share a screen, and a small machine.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: 'console', testDir: 'console' },
    // What many radios cost the window: figures on the console, asked for by name alone.
    { name: 'crowd', testDir: 'crowd', timeout: 600_000 },
    // The packages that users install, on this very machine: asked for by name alone, as root.
    { name: 'package', testDir: 'package', testMatch: /\.spec\.ts$/ },
    { name: 'start', testDir: 'package', testMatch: /\.bench\.ts$/, timeout: 300_000 },
    { name: 'screenshots', testDir: 'screenshots', timeout: 300_000 },
  ],
});
