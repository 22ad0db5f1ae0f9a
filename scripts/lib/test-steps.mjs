import { readFileSync } from 'node:fs';
import path from 'node:path';
import { binOf, run } from './child.mjs';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { electronFlags } from './electron-flags.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { projectDir } from './paths.mjs';
import { playwrightCounts, vitestCounts } from './test-results.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<number>} run resolves with the exit code
 * @property {() => Promise<import('./test-results.mjs').Counts>} [counts] for steps that run tests
 */

const { scripts } = JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8'));

/** @returns {Step} */
export function typecheckStep() {
  return { name: 'typecheck', run: () => node([binOf('typescript', 'tsc'), '-b']) };
}

/**
 * The parts of `npm run lint`, each on its own so that the first that fails does not hide the rest.
 * @returns {Step[]}
 */
export function lintSteps() {
  return scripts.lint.split(' && ').map((/** @type {string} */ command) => ({
    name: command.split(' ', 1)[0],
    run: () => shell(command),
  }));
}

/**
 * @param {string} reports a folder
 * @param {string[]} args
 * @returns {Step}
 */
export function unitStep(reports, args) {
  const file = path.join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name: 'vitest',
    run: () => node([binOf('vitest'), 'run', ...reporters, ...args]),
    counts: () => vitestCounts(file),
  };
}

/**
 * The real app, driven through its windows.
 * @param {string} reports a folder
 * @param {string[]} args
 * @param {string} [project] of e2e/playwright.config.ts
 * @returns {Step}
 */
export function e2eStep(reports, args, project = 'console') {
  const file = path.join(reports, 'playwright.json');
  const config = path.join('e2e', 'playwright.config.ts');
  return {
    name: 'playwright',
    async run() {
      const runtime = await ensureElectron();
      const screen = hasDisplay() ? undefined : await startVirtualDisplay();
      try {
        const flags = await electronFlags(runtime, { virtualDisplay: Boolean(screen) });
        const env = {
          ...process.env,
          ...(screen && { DISPLAY: screen.display }),
          ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
          LIVECHAT_ELECTRON_PATH: runtime.executable,
          LIVECHAT_ELECTRON_FLAGS: flags.join(' '),
          PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        };
        const chosen = ['--config', config, '--project', project, '--reporter=list,json'];
        const command = ['test', ...chosen, ...args];
        return await node([binOf('@playwright/test', 'playwright'), ...command], env);
      } finally {
        await screen?.stop();
      }
    },
    counts: () => playwrightCounts(file),
  };
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function node(args, env = process.env) {
  const { code } = await run(process.execPath, args, { env, stdio: QUIET_STDIN });
  return code;
}

/** @param {string} command */
async function shell(command) {
  const bin = path.join(projectDir, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
  const { code } = await run(command, [], { env, shell: true, stdio: QUIET_STDIN });
  return code;
}

/** @type {import('node:child_process').StdioOptions} */
const QUIET_STDIN = ['ignore', 'inherit', 'inherit'];
