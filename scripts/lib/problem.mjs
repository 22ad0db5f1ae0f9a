import { stopWithNpm } from './orphan.mjs';

/** Something the person at the keyboard can mend: shown as one line, without a stack. */
export class Problem extends Error {}

/**
 * Progress goes to stderr: stdout belongs to the program that is being started.
 * @param {string} line
 */
export function note(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * The first line of whatever was thrown.
 * @param {unknown} error
 */
export function reason(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0].trim().replace(/\.$/, '');
}

/**
 * Runs a script's main function and turns what it throws into an exit code.
 * @param {() => Promise<number | void>} main resolves with the exit code, or with nothing to let
 *   the event loop run dry by itself
 */
export async function runScript(main) {
  stopWithNpm();
  try {
    const code = await main();
    if (code !== undefined) process.exit(code);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    note(error.message);
    process.exit(1);
  }
}
