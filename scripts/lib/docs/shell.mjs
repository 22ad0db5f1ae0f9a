import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { capture } from '../child.mjs';

/** How long a block may take, and one that stays until its line comes: an install is in it. */
const PATIENCE_MS = 5 * 60_000;
/** How long a program may take to its end once it was asked to. */
const FAREWELL_MS = 20_000;
/** Only the end of what was printed says why something failed. */
const KEPT_CHARACTERS = 20_000;

/**
 * @typedef {object} Result
 * @property {boolean} ok
 * @property {string} why it failed; empty if it did not
 * @property {string} output the end of what it printed
 */

/**
 * Commands in a shell that stops at the first that fails.
 * @param {string} commands
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} where
 */
export function startShell(commands, where) {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', commands], {
    ...where,
    // A group of its own, so that whatever it leaves behind can be found and ended.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  /** @type {(() => void)[]} */
  let listeners = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output = (output + text).slice(-KEPT_CHARACTERS);
      for (const listener of listeners) listener();
    });
  }
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
  const endGroup = () => signalGroup(child.pid);
  process.once('exit', endGroup);

  /**
   * @param {string} why
   * @returns {Result}
   */
  const result = (why) => ({ ok: why === '', why, output });

  return {
    /** Its end by itself, with exit code 0 or not. */
    async end() {
      const code = await within(PATIENCE_MS, ended);
      endGroup();
      process.off('exit', endGroup);
      return result(code === LATE ? 'takes too long' : code === 0 ? '' : `exit code ${code}`);
    },

    /**
     * Until the text was printed.
     * @param {string} text
     */
    async prints(text) {
      const printed = new Promise((resolve) => {
        const look = () => output.includes(text) && resolve('printed');
        listeners.push(look);
        look();
      });
      const first = await within(PATIENCE_MS, Promise.race([printed, ended]));
      listeners = [];
      if (first === 'printed') return result('');
      return result(first === LATE ? `never printed “${text}”` : `ended before (${first})`);
    },

    /** Asks the program to end, which has to do so with exit code 0. */
    async stop() {
      for (const pid of await programsOf(child.pid)) signal(pid, 'SIGTERM');
      const code = await within(FAREWELL_MS, ended);
      endGroup();
      process.off('exit', endGroup);
      if (code === LATE) return result('did not end after SIGTERM');
      return result(code === 0 ? '' : `exit code ${code} after SIGTERM`);
    },
  };
}

/**
 * The children of the shell, or the shell where it has become its only command. Not the whole group:
 * npm passes a signal on, so that its program would get it twice.
 * @param {number | undefined} pid
 */
async function programsOf(pid) {
  const { stdout } = await capture('ps', ['-A', '-o', 'pid=,ppid=']);
  const children = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child);
  return children.length > 0 ? children : [pid];
}

const LATE = Symbol('late');

/**
 * @template T
 * @param {number} ms
 * @param {Promise<T>} promise
 * @returns {Promise<T | typeof LATE>}
 */
async function within(ms, promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms, LATE)));
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}

/** @param {number | undefined} pid of its leader */
function signalGroup(pid) {
  if (pid !== undefined) signal(-pid, 'SIGKILL');
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    if (pid !== undefined) process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}
