import { ArgumentError, parseArguments } from './arguments.ts';
import { jsonOf, linesOf, wrongWith, type Finished } from './report.ts';
import type { Places, Row, RowContext } from './row.ts';
import { ROWS } from './rows/index.ts';

/** Runs the chosen rows and returns the exit code: 0 where all of them hold. */
export async function main(argv: readonly string[], places: Places): Promise<number> {
  let chosen;
  try {
    chosen = parseArguments(
      argv,
      ROWS.map(({ name }) => name),
    );
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    note(error.message);
    return 2;
  }
  if (chosen.help) {
    say(usage());
    return 0;
  }
  const { json, share, timed, seed = drawSeed() } = chosen;
  let missed = 0;
  for (const row of ROWS.filter(({ name }) => chosen.rows.includes(name))) {
    note(`${row.name}: seed ${seed} ...`);
    const finished = await attempt(row, timed, {
      places,
      share,
      seed,
      note: (line) => note(`${row.name}: ${line}`),
    });
    say(json ? jsonOf(finished) : linesOf(finished, WIDTH));
    if (wrongWith(finished).length > 0) missed += 1;
  }
  return missed === 0 ? 0 : 1;
}

const WIDTH = Math.max(...ROWS.map(({ name }) => name.length));

/** One row that fails does not take the others with it. */
async function attempt(row: Row, timed: boolean, context: RowContext): Promise<Finished> {
  const began = performance.now();
  const done = await row.run(context).catch((error: unknown) => ({
    failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  const seconds = (performance.now() - began) / 1e3;
  return { row, seed: context.seed, seconds, timed, result: done };
}

function drawSeed(): number {
  return Math.floor(Math.random() * 0x1_0000_0000);
}

function usage(): string {
  return [
    'npm run test:hard [-- ROW ... --share PART --seed NUMBER --json --untimed]',
    '',
    'Rows, each chosen by its name:',
    ...ROWS.map(({ name, what, bar }) => `  ${name.padEnd(WIDTH)}  ${what}: ${bar}`),
    '',
    '--share 0.01 does a hundredth of each; --untimed leaves speed and memory out of the verdict.',
  ].join('\n');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
