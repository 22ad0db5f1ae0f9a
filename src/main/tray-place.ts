import { execFile } from 'node:child_process';

const ANSWER_MS = 2_000;

/** Who shows tray icons on a Linux desktop (freedesktop.org, StatusNotifierItem). */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/**
 * Whether this desktop shows tray icons. Electron makes a tray icon anywhere, also where nobody ever
 * sees it, and does not tell; so on Linux the session's message bus is asked.
 */
export async function hasTrayPlace(platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  const names = 'org.freedesktop.DBus';
  const answer = await said('gdbus', [
    ...['call', '--session', '--dest', names, '--object-path', '/org/freedesktop/DBus'],
    ...['--method', `${names}.NameHasOwner`, WATCHER],
  ]);
  return answer.includes('(true,)');
}

/** What a program writes; nothing where it is not there or fails. */
function said(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: ANSWER_MS }, (_error, stdout) => resolve(stdout));
  });
}
