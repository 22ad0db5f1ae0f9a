import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sh } from './packages.ts';

/** A system that systemd runs, with the package installed. */
export type BootedSystem = {
  /** Where its root is, as seen from here. */
  readonly root: string;
  /** Runs one of its programs to the end. */
  readonly run: (command: string, ...args: string[]) => string;
  readonly stop: () => Promise<void>;
};

/**
 * This machine where systemd runs it; else a container that systemd boots on a copy of this
 * machine's files, which only it writes to and which shares the network. Both are real: units,
 * users and hardening are systemd's work.
 */
export async function bootedSystem(folder: string): Promise<BootedSystem> {
  if (existsSync('/run/systemd/system')) {
    return { root: '/', run: sh, stop: () => Promise.resolve() };
  }
  const place = join(folder, 'machine');
  const layers = ['upper', 'work', 'root'].map((name) => join(place, name));
  mkdirSync(place, { recursive: true });
  sh('mount', '-t', 'tmpfs', 'livechat-test', place);
  for (const layer of layers) mkdirSync(layer);
  const [upper, work, root = ''] = layers;
  const options = `lowerdir=/,upperdir=${upper},workdir=${work}`;
  sh('mount', '-t', 'overlay', 'overlay', '-o', options, root);
  const container = spawn(
    'systemd-nspawn',
    [
      ...['--quiet', '--register=no', '--keep-unit', '--link-journal=no', '--console=pipe'],
      ...['--boot', `--directory=${root}`, 'systemd.unit=sysinit.target'],
    ],
    { cwd: '/', stdio: 'ignore' },
  );
  const leader = await childOf(container);
  const run = (command: string, ...args: string[]): string =>
    sh('nsenter', '--target', String(leader), '--all', command, ...args);
  await answers(run);
  return {
    root,
    run,
    stop: async () => {
      container.kill('SIGTERM');
      if (container.exitCode === null) await once(container, 'exit');
      sh('umount', root);
      sh('umount', place);
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** The process id of what a program has started: here, of the container's systemd. */
async function childOf(parent: ChildProcess): Promise<number> {
  for (;;) {
    if (parent.exitCode !== null) throw new Error('the container did not start');
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stat = tryTo(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
      const [name, parentPid] = /\((.*)\) \S (\d+)/.exec(stat ?? '')?.slice(1) ?? [];
      if (Number(parentPid) === parent.pid && name === 'systemd') return Number(pid);
    }
    await nextTurn();
  }
}

async function answers(run: BootedSystem['run']): Promise<void> {
  while (tryTo(() => run('systemctl', 'is-system-running')) === undefined) await nextTurn();
}

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Whether a user of the system is there. */
export function hasUser(name: string): boolean {
  return (
    tryTo(() =>
      execFileSync('getent', ['passwd', name], { stdio: ['ignore', 'pipe', 'ignore'] }),
    ) !== undefined
  );
}
