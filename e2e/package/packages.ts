import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');
const dist = join(project, 'dist');

/** The newest package of a kind that `npm run package` has made. */
export function packageFile(extension: 'deb' | 'rpm' | 'zip'): string {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    version: string;
  };
  const name = readdirSync(dist).find(
    (file) => file.endsWith(`.${extension}`) && file.includes(version),
  );
  if (name === undefined) throw new Error(`no .${extension} in ${dist}; run npm run package`);
  return join(dist, name);
}

/** Runs a program of the system to its end, and gives what it wrote. */
export function sh(command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    maxBuffer: 1 << 26,
  });
}

/** The files of a package, sorted, as they are called once installed. */
export function filesOf(extension: 'deb' | 'rpm' | 'zip'): string[] {
  const file = packageFile(extension);
  const list = {
    // Mode, owner, size, date, time, path and where a link leads.
    deb: () =>
      lines(sh('dpkg-deb', '--contents', file))
        .filter((line) => !line.startsWith('d'))
        .map((line) => line.split(/\s+/).slice(5).join(' ').replace(/^\./, '').split(' -> ', 1)[0]),
    rpm: () =>
      lines(sh('rpm', '-qp', '--queryformat', '[%{FILEMODES:perms} %{FILENAMES}\n]', file))
        .filter((line) => !line.startsWith('d'))
        .map((line) => line.slice(line.indexOf(' ') + 1)),
    zip: () => lines(sh('unzip', '-Z1', file)).map((line) => line.replace(/^[^/]*/, '')),
  };
  return list[extension]()
    .filter((name) => name !== undefined)
    .sort();
}

export function lines(text: string): string[] {
  return text.split('\n').filter(Boolean);
}
