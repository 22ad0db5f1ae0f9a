import { GOALS, type RowId } from './goals.ts';

export type Arguments = {
  readonly json: boolean;
  readonly help: boolean;
  /** The rows to measure, in the order of the table. */
  readonly rows: readonly RowId[];
};

/** An argument that means nothing: told in one line. */
export class ArgumentError extends Error {}

/**
 * Reads the command line.
 *
 * @param argv `--json`, `--help`, and ids of rows or how they begin; no id means all rows
 * @throws ArgumentError
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const flags = argv.filter((argument) => argument.startsWith('-'));
  const unknown = flags.find((flag) => flag !== '--json' && flag !== '--help');
  if (unknown !== undefined) throw new ArgumentError(`There is no option ${unknown}.`);
  const names = argv.filter((argument) => !argument.startsWith('-'));
  const all = GOALS.map(({ id }) => id);
  for (const name of names) {
    if (all.some((id) => isChosen(id, name))) continue;
    throw new ArgumentError(`There is no row ${name}; there are ${all.join(', ')}.`);
  }
  const rows = all.filter((id) => names.length === 0 || names.some((name) => isChosen(id, name)));
  return { json: flags.includes('--json'), help: flags.includes('--help'), rows };
}

function isChosen(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}-`);
}
