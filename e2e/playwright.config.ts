import { defineConfig } from '@playwright/test';

// Reporters and the Electron to drive come from `npm test` and `npm run test:e2e`.
export default defineConfig({
  testDir: 'console',
  outputDir: '../test-results',
  // One window at a time: the tests share a screen, and a small machine.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
});
