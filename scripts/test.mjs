// Everything that must hold: npm test. Only the end-to-end tests: npm run test:e2e. Pictures of
// every view, into test-results/screenshots: npm run screenshots. What a thousand radios cost the
// window: npm run bench:console; what it keeps of them: npm run bench:console -- --minutes 10. The
// packages, installed on this machine: npm run test:package. How long the installed app takes to
// start: npm run bench:start.
// Arguments after these go to the test runners: npm test -- floor
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstallable, ensurePackages } from './lib/packages.mjs';
import { note, Problem, runScript } from './lib/problem.mjs';
import { ensureTestPackages } from './lib/system-packages.mjs';
import { e2eStep, lintSteps, typecheckStep, unitStep } from './lib/test-steps.mjs';

/** @typedef {import('./lib/test-results.mjs').Counts} Counts */

const [first, ...rest] = process.argv.slice(2);
const PROJECTS = ['screenshots', 'crowd', 'package', 'start'];
const installs = first === 'package' || first === 'start';
const only = first && ['e2e', ...PROJECTS].includes(first) ? first : undefined;
const args = only !== undefined || first === undefined ? rest : [first, ...rest];
if (only === 'crowd') {
  const place = args.indexOf('--minutes');
  if (place >= 0) [, process.env['LIVECHAT_CROWD_MINUTES'] = '10'] = args.splice(place, 2);
}

await runScript(async () => {
  if (installs) await ensureInstallable();
  await ensureTestPackages();
  await (installs ? ensurePackages() : ensureBuilt());
  const reports = await mkdtemp(path.join(tmpdir(), 'mini-livechat-tests-'));
  try {
    return await runSteps(stepsFor(reports));
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
});

/** @param {string} reports */
function stepsFor(reports) {
  if (only === 'e2e') return [e2eStep(reports, args)];
  if (only !== undefined) return [e2eStep(reports, args, only)];
  // A filter meant for one runner finds nothing in the other, which is no failure.
  const filter = (/** @type {string} */ option) => (args.length > 0 ? [...args, option] : []);
  return [
    typecheckStep(),
    ...lintSteps(),
    unitStep(reports, filter('--passWithNoTests')),
    e2eStep(reports, filter('--pass-with-no-tests')),
  ];
}

/**
 * One after the other, to the last, whatever fails on the way.
 * @param {import('./lib/test-steps.mjs').Step[]} steps
 */
async function runSteps(steps) {
  const rows = [];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps) {
    console.log(`\n── ${step.name}`);
    const began = performance.now();
    const ok = (await exitCodeOf(step)) === 0;
    const counts = await step.counts?.();
    if (counts) add(sum, counts);
    rows.push({ name: step.name, ok, counts, seconds: (performance.now() - began) / 1000 });
  }
  console.log(`\n${rows.map(tableRow).join('\n')}\n`);
  console.log(summary(sum));
  return rows.every((row) => row.ok) && sum.failed === 0 ? 0 : 1;
}

/** @param {import('./lib/test-steps.mjs').Step} step */
async function exitCodeOf(step) {
  try {
    return await step.run();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    note(error.message);
    return 1;
  }
}

/**
 * @param {Counts} sum
 * @param {Counts} counts
 */
function add(sum, counts) {
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
}

/** @param {{ name: string, ok: boolean, counts?: Counts, seconds: number }} row */
function tableRow({ name, ok, counts, seconds }) {
  const tests = counts ? `  ${summary(counts)}` : '';
  return `${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)}  ${seconds.toFixed(1).padStart(6)} s${tests}`;
}

/** @param {Counts} counts */
function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
