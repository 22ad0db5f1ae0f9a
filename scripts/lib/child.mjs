import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { projectDir } from './paths.mjs';

/** @type {NodeJS.Signals[]} */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end, passing our own signals on to it.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} output that was piped, and
 *   the exit code, which is 128 + N after signal N as in a shell
 */
export async function run(command, args, options = {}) {
  const { timeoutMs, ...spawnOptions } = options;
  const child = spawn(command, args, { cwd: projectDir, stdio: 'inherit', ...spawnOptions });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));

  const stopForwarding = forwardSignals(child);
  const timer = timeoutMs && setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signal) =>
        resolve(exitCode ?? 128 + (constants.signals[signal] ?? 0)),
      );
    });
    return { code, stdout, stderr };
  } finally {
    clearTimeout(timer);
    stopForwarding();
  }
}

/**
 * Like `run`, with everything captured; a program that is not there counts as exit code 127.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number }} [options]
 */
export async function capture(command, args, options = {}) {
  try {
    return await run(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  } catch (error) {
    return { code: 127, stdout: '', stderr: error.message };
  }
}

/**
 * The script behind a command of an installed package, to be run with `process.execPath`: works
 * the same on every platform, without a shell and without npx.
 * @param {string} packageName
 * @param {string} [command]
 */
export function binOf(packageName, command = packageName) {
  const folder = path.join(projectDir, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    // Ctrl+C in a terminal reaches the child by itself, and a second one would cut short its
    // orderly end.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward);
  };
}
