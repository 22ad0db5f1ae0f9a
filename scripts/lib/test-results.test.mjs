import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { playwrightCounts, vitestCounts } from './test-results.mjs';

/** @type {string} */
let folder;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'results-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** @param {unknown} report */
async function written(report) {
  const file = path.join(folder, 'report.json');
  await writeFile(file, JSON.stringify(report));
  return file;
}

test('vitest: a file that does not load counts as one failure', async () => {
  const file = await written({
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(await vitestCounts(file)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test('Playwright: flaky tests passed in the end, errors outside of tests are failures', async () => {
  const file = await written({
    stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 },
    errors: [{ message: 'a file does not load' }],
  });
  expect(await playwrightCounts(file)).toEqual({ passed: 5, failed: 3, skipped: 3 });
});

test('a runner that left no report has failed', async () => {
  const none = path.join(folder, 'none.json');
  expect((await vitestCounts(none)).failed).toBe(1);
  expect((await playwrightCounts(none)).failed).toBe(1);
});
