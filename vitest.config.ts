import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'e2e/net/**/*.test.ts',
      'scripts/**/*.test.mjs',
      'bench/**/*.test.ts',
      'hard/**/*.test.ts',
    ],
    // Processes and media take their time on a small machine; a test that waits in vain still ends.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
