import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

const APP_NAME = 'Mini LiveChat';

/** What the place of the default folders depends on. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, home: homedir() };
}

/**
 * The folder that the desktop app keeps its state in: what Electron calls `userData`
 * (https://www.electronjs.org/docs/latest/api/app#appgetpathname). On Linux it keeps to the XDG
 * Base Directory Specification, which says to ignore a relative path.
 */
export function defaultUserDataDir(machine: Machine = thisMachine()): string {
  const { platform, env, home } = machine;
  if (platform === 'win32') {
    const roaming = env['APPDATA'] ?? '';
    return win32.join(roaming === '' ? win32.join(home, 'AppData', 'Roaming') : roaming, APP_NAME);
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', APP_NAME);
  const config = env['XDG_CONFIG_HOME'] ?? '';
  return posix.join(posix.isAbsolute(config) ? config : posix.join(home, '.config'), APP_NAME);
}

/**
 * The data folder of the net where nobody names another: the same for the desktop app and for the
 * command line. It is a folder of its own, apart from Chromium's files.
 */
export function defaultDataDir(machine: Machine = thisMachine()): string {
  const path = machine.platform === 'win32' ? win32 : posix;
  return path.join(defaultUserDataDir(machine), 'net');
}
