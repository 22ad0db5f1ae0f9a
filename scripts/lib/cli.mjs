import { pathToFileURL } from 'node:url';
import { cliFile } from './paths.mjs';

/**
 * Becomes the command line program. In this very process: signals, stdin and the exit code are
 * then its own, with nothing in between to pass them on.
 * @param {string[]} args
 */
export async function becomeCli(args) {
  process.argv = [process.execPath, cliFile, ...args];
  await import(pathToFileURL(cliFile).href);
}
