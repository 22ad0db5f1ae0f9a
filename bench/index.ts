import path from 'node:path';
import { ArgumentError, parseArguments } from './arguments.ts';
import { compile, findCompiler } from './compiler.ts';
import type { Bench, Experiment, Measured, Places } from './experiment.ts';
import { EXPERIMENTS } from './experiments/index.ts';
import { GOALS, type RowId } from './goals.ts';
import { describeMachine } from './machine.ts';
import { jsonOf, tableOf } from './report.ts';

/** Runs the bench and returns the exit code: 0 where every chosen row was measured or excused. */
export async function main(argv: readonly string[], places: Places): Promise<number> {
  let chosen;
  try {
    chosen = parseArguments(argv);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    note(error.message);
    return 2;
  }
  if (chosen.help) {
    process.stdout.write(`${usage()}\n`);
    return 0;
  }
  const began = performance.now();
  const compiler = findCompiler();
  const machine = describeMachine(compiler);
  const bench = prepare(compiler, places);
  const busy = machine.load_before > machine.cores / 2 ? [BUSY] : [];
  const measured = await measure(bench, new Set(chosen.rows));
  const seconds = (performance.now() - began) / 1e3;
  const run = { machine, missing: [...bench.missing, ...busy], seconds, measured };
  process.stdout.write(`${chosen.json ? jsonOf(run) : tableOf(run)}\n`);
  return measured.some((row) => 'why' in row && row.why.startsWith(FAILED)) ? 1 : 0;
}

const BUSY = 'The machine was busy before the run began: expect figures that scatter.';
const FAILED = 'failed: ';

async function measure(bench: Bench, chosen: ReadonlySet<RowId>): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const experiment of EXPERIMENTS) {
    const wanted = new Set(experiment.rows.filter((id) => chosen.has(id)));
    if (wanted.size === 0) continue;
    note(`measuring ${[...wanted].join(', ')} ...`);
    measured.push(...(await attempt(bench, experiment, wanted)));
  }
  return measured;
}

/** One experiment that fails does not take the others with it. */
async function attempt(
  bench: Bench,
  experiment: Experiment,
  wanted: ReadonlySet<RowId>,
): Promise<Measured[]> {
  try {
    return await experiment.run(bench, wanted);
  } catch (error) {
    return [...wanted].map((id) => ({ id, why: `${FAILED}${String(error)}` }));
  }
}

/** Builds what is in C, and says what cannot be. */
function prepare(compiler: string | null, places: Places): Bench {
  const fallback = [process.execPath, path.join(places.programs, 'load.js')];
  const missing: string[] = [];
  if (process.platform !== 'linux') {
    missing.push('Not Linux: no C relay, and radios in Node, which can slow down what they load.');
  } else if (compiler === null) {
    missing.push(
      'No C compiler: no C relay, and radios in Node, which can slow down what they load.',
    );
  } else {
    const from = path.join(places.sources, 'c');
    const build = (name: string): string => compile(compiler, name, from, places.programs);
    return { ...places, cRelay: build('relay'), load: [build('load')], missing };
  }
  return { ...places, cRelay: null, load: fallback, missing };
}

function usage(): string {
  const width = Math.max(...GOALS.map(({ id }) => id.length));
  return [
    'npm run bench [-- ROW ... --json]',
    '',
    'Rows, each chosen by its name or by how that begins (relay, latency, srtp):',
    ...GOALS.map(({ id, what }) => `  ${id.padEnd(width)}  ${what}`),
  ].join('\n');
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
