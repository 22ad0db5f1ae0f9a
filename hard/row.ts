/** Where things are; the launcher says so. */
export type Places = {
  /** The folder of the project. */
  readonly project: string;
  /** The folder of the built programs. */
  readonly programs: string;
  /** The folder of the bench, whose load generator is used here too. */
  readonly benchSources: string;
  /** URL of the relay's thread as built. */
  readonly relayWorker: string;
};

/** What a row has to work with. */
export type RowContext = {
  readonly places: Places;
  /** How much of the whole amount is done: 1 for all of it. */
  readonly share: number;
  /** What all chance comes from: the same seed tries the same things. */
  readonly seed: number;
  /** Tells how far it is, in one line, for the person who waits. */
  readonly note: (line: string) => void;
};

/** What came of a row. */
export type RowResult = {
  /** What was done, with its counts, in a few words. */
  readonly did: string;
  /** What was measured; units are in the names. */
  readonly figures: Readonly<Record<string, number>>;
  /** What may not be, however little is done: each a line that helps to find it again. */
  readonly faults: readonly string[];
  /** Bars of speed and memory that were missed: they count only in a run of their own. */
  readonly missed?: readonly string[];
  /** What could not be tried here, and why. */
  readonly skipped?: readonly string[];
};

export type Row = {
  readonly name: string;
  readonly what: string;
  /** What has to hold, in words. */
  readonly bar: string;
  run(context: RowContext): Promise<RowResult>;
};

/** A share of an amount, one at least. */
export function partOf(amount: number, share: number, least = 1): number {
  return Math.max(least, Math.round(amount * share));
}

/** At most so many faults are told of one row: the first ones say what is wrong. */
const MOST_FAULTS = 20;

/** Collects what may not be. */
export class Faults {
  readonly lines: string[] = [];

  add(line: string): void {
    if (this.lines.length < MOST_FAULTS) this.lines.push(line);
  }

  /** Adds a line where something is not as it has to be. */
  unless(isSo: boolean, line: string): void {
    if (!isSo) this.add(line);
  }
}
