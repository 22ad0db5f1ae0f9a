import { radioCommand } from '../radio.ts';

/** A run of the command: what it printed, and its exit code at the end. */
export type Run = { out: string; err: string; readonly ended: Promise<number> };

/** Codes belong to the process, so a run that fails is the only one at its time. */
export function radio(...words: string[]): Run {
  const command = radioCommand().exitOverride();
  const run: Run = { out: '', err: '', ended: Promise.resolve(0) };
  command.configureOutput({
    writeOut: (text) => (run.out += text),
    writeErr: (text) => (run.err += text),
  });
  process.exitCode = 0;
  const ended = command.parseAsync(words, { from: 'user' }).then(
    () => Number(process.exitCode),
    (error: unknown) => (error as { exitCode: number }).exitCode,
  );
  return Object.assign(run, { ended: ended.finally(() => (process.exitCode = 0)) });
}

/** The events of a run with --json. */
export function events(run: Run): Record<string, unknown>[] {
  return run.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
