import type { Row, RowResult } from './row.ts';

/** A row that was run. */
export type Finished = {
  readonly row: Row;
  readonly seed: number;
  readonly seconds: number;
  /** Whether bars of speed and memory count. */
  readonly timed: boolean;
  /** What came of it, or what kept it from an end. */
  readonly result: RowResult | { readonly failed: string };
};

/** What is wrong with a row, each in a line; nothing if it holds. */
export function wrongWith({ result, timed }: Finished): readonly string[] {
  if ('failed' in result) return [result.failed];
  return [...result.faults, ...(timed ? (result.missed ?? []) : [])];
}

/** For people: a line for the row, and one below it for each thing that is wrong. */
export function linesOf(finished: Finished, width: number): string {
  const { row, result, seconds, seed } = finished;
  const wrong = wrongWith(finished);
  const skipped = 'failed' in result ? [] : (result.skipped ?? []).map((why) => `skipped: ${why}`);
  const verdict = wrong.length > 0 ? 'MISSED' : skipped.length > 0 ? 'partly' : 'ok    ';
  const name = row.name.padEnd(width);
  const time = `${seconds.toFixed(1)} s`;
  if ('failed' in result) {
    return [
      `${verdict}  ${name}  it did not come to its end  (seed ${seed})  ${time}`,
      ...wrong,
    ].join('\n        ');
  }
  const figures = Object.entries(result.figures).map(([what, value]) => `${what} ${shown(value)}`);
  const line = [
    `${verdict}  ${name}  ${result.did}`,
    figures.join(', '),
    `bar: ${row.bar}`,
    `seed ${seed}`,
    time,
  ].join('; ');
  return [line, ...wrong, ...skipped].join('\n        ');
}

/** For machines: one object in a line. */
export function jsonOf(finished: Finished): string {
  const { row, result, seconds, seed } = finished;
  const { name, bar } = row;
  const wrong = wrongWith(finished);
  const { did = '', figures = {}, skipped = [] } = 'failed' in result ? {} : result;
  return JSON.stringify({
    name,
    ok: wrong.length === 0,
    did,
    figures,
    bar,
    wrong,
    skipped,
    seed,
    seconds,
  });
}

function shown(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return value.toPrecision(Math.abs(value) < 1 ? 2 : 3);
}
