import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The C compiler of this machine: `CC`, or what it is commonly called; null if there is none. */
export function findCompiler(): string | null {
  const names = [process.env['CC'], 'cc', 'gcc', 'clang'];
  return names.find((name) => name && spawnSync(name, ['--version']).status === 0) ?? null;
}

/**
 * Builds one of the programs in `bench/c`.
 *
 * @param from the folder with the source
 * @param to the folder for the program
 * @returns where the program is
 * @throws Error with what the compiler said
 */
export function compile(compiler: string, name: string, from: string, to: string): string {
  const program = path.join(to, name);
  const source = path.join(from, `${name}.c`);
  const { status, stderr } = spawnSync(compiler, ['-O2', '-o', program, source], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${compiler} ${source}: ${stderr}`);
  return program;
}
