import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, whatever the current directory is. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** What `electron-vite build` writes. */
export const outDir = path.join(projectDir, 'out');

/** The command line program, as built; plain Node runs it, without Electron. */
export const cliFile = path.join(outDir, 'main', 'cli.js');

/** Downloads live outside the repository, so that a fresh clone does not fetch them again. */
export function cacheDir() {
  const base = process.env.XDG_CACHE_HOME;
  // The XDG specification has relative paths ignored.
  const root = base && path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache');
  return path.join(root, 'mini-livechat');
}
