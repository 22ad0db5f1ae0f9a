export type Arguments = {
  readonly help: boolean;
  readonly json: boolean;
  /** Whether bars of speed and memory count. */
  readonly timed: boolean;
  readonly share: number;
  /** undefined: another one for each run. */
  readonly seed: number | undefined;
  /** The rows to run, in the order of the table. */
  readonly rows: readonly string[];
};

/** An argument that means nothing: told in one line. */
export class ArgumentError extends Error {}

/**
 * Reads the command line: names of rows (none: all of them), `--share`, `--seed`, `--json`,
 * `--untimed`, `--help`.
 *
 * @param all names of the rows there are
 * @throws ArgumentError
 */
export function parseArguments(argv: readonly string[], all: readonly string[]): Arguments {
  const chosen = new Set<string>();
  let [help, json, timed, share] = [false, false, true, 1];
  let seed: number | undefined;
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--help') help = true;
    else if (word === '--json') json = true;
    else if (word === '--untimed') timed = false;
    else if (word === '--share') share = numberFrom(word, rest.shift(), 0, 1);
    else if (word === '--seed') seed = numberFrom(word, rest.shift(), -1, 0xffff_ffff);
    else if (word.startsWith('-')) throw new ArgumentError(`There is no option ${word}.`);
    else if (all.includes(word)) chosen.add(word);
    else throw new ArgumentError(`There is no row ${word}; there are ${all.join(', ')}.`);
  }
  const rows = all.filter((name) => chosen.size === 0 || chosen.has(name));
  return { help, json, timed, share, seed, rows };
}

function numberFrom(option: string, text: string | undefined, above: number, to: number): number {
  const value = Number(text ?? '');
  if (text !== undefined && text !== '' && value > above && value <= to) return value;
  const least = above < 0 ? `from ${above + 1}` : `over ${above}`;
  throw new ArgumentError(
    `${option}: got ${text ?? 'nothing'}, expected a number ${least} to ${to}.`,
  );
}
