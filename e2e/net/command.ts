import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { eventually } from './udp.ts';

const scripts = resolve(import.meta.dirname, '../../scripts');

/** A command that is running, or has ended. */
export type Running = {
  /** Lines of standard output so far. */
  readonly lines: string[];
  /** All of standard error so far. */
  readonly errors: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first line that fits, looking from the first one on. */
  line(fits: (line: string) => boolean): Promise<string>;
  kill(signal: NodeJS.Signals): void;
};

/** Runs `livechat` as a user would, with no environment of the tests'. */
export function livechat(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const command = running('livechat.mjs', args, env);
  onTestFinished(() => command.kill('SIGKILL'));
  return command;
}

/** Runs one of the project's scripts; whoever does has to see to its end. */
export function running(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const { LIVECHAT_SECRET: _, ...own } = process.env;
  const child = spawn(process.execPath, [resolve(scripts, script), ...args], {
    env: { ...own, ...env },
  });
  let [output, errors] = ['', ''];
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    const parts = (output + data).split('\n');
    output = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (data: string) => {
    errors += data;
  });
  const state = { code: undefined as number | null | undefined };
  const ended = new Promise<number | null>((resolve_) => {
    child.once('close', (code) => {
      state.code = code;
      resolve_(code);
    });
  });
  return {
    lines,
    errors: () => errors,
    ended,
    async line(fits) {
      await eventually(() => lines.some(fits) || state.code !== undefined);
      const found = lines.find(fits);
      if (found === undefined) throw new Error(`no such line; standard error: ${errors}`);
      return found;
    },
    kill: (signal) => void child.kill(signal),
  };
}

/** What a command that ends by itself printed. */
export async function finished(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  const command = livechat(args, env);
  const code = await command.ended;
  return { code, output: command.lines.join('\n'), errors: command.errors() };
}
