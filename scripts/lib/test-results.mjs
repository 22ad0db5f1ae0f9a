import { readFile } from 'node:fs/promises';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * What vitest's JSON reporter wrote.
 * @param {string} file
 * @returns {Promise<Counts>}
 */
export async function vitestCounts(file) {
  const report = await read(file);
  if (!report) return NO_REPORT;
  // A file that does not even load has no tests that could have failed.
  const broken = report.testResults.filter(
    (/** @type {any} */ result) =>
      result.status === 'failed' &&
      !result.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * What Playwright's JSON reporter wrote.
 * @param {string} file
 * @returns {Promise<Counts>}
 */
export async function playwrightCounts(file) {
  const report = await read(file);
  if (!report) return NO_REPORT;
  const { expected, flaky, unexpected, skipped } = report.stats;
  // Errors outside any test: a file that does not load, a set-up that fails.
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

// A runner that could not report has failed, and the sum has to show it.
const NO_REPORT = { passed: 0, failed: 1, skipped: 0 };

/** @param {string} file */
async function read(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
