import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Somebody who is not root, as the people are who use the app. */
export type OrdinaryUser = {
  readonly name: string;
  readonly home: string;
  readonly uid: number;
  readonly gid: number;
};

const NAME = 'livechat-tester';

/** Makes a user of this machine, with a home of their own. */
export function addOrdinaryUser(): OrdinaryUser {
  removeOrdinaryUser(); // one that a run which was killed has left behind
  execFileSync('useradd', ['--create-home', NAME]);
  const [, , uid, gid, , home = ''] = execFileSync('getent', ['passwd', NAME])
    .toString()
    .trim()
    .split(':');
  return { name: NAME, home, uid: Number(uid), gid: Number(gid) };
}

export function removeOrdinaryUser(): void {
  try {
    execFileSync('userdel', ['--remove', NAME], { stdio: 'ignore' });
  } catch {
    // There is none.
  }
}

/** A program that an ordinary user runs, and what it has said so far on both outputs. */
export type UserProgram = {
  readonly process: ChildProcess;
  readonly said: () => string;
  /** Resolves once it has ended. */
  stop(): Promise<void>;
};

/** Runs a program as that user, with nothing of our own environment but the screen. */
export function runAs(
  { home, uid, gid }: OrdinaryUser,
  command: string,
  args: readonly string[],
  heard?: (said: string) => void,
): UserProgram {
  const child = spawn(command, args, {
    ...{ uid, gid, cwd: home },
    env: {
      HOME: home,
      PATH: '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      LIVECHAT_LOG: 'info',
      DISPLAY: process.env['DISPLAY'],
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      heard?.(said);
    });
  }
  const ended = once(child, 'close');
  return {
    process: child,
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
