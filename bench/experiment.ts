import type { RowId } from './goals.ts';

/** Where things are; the launcher says so. */
export type Places = {
  /** The folder of the bench, with its C sources. */
  readonly sources: string;
  /** The folder of the built programs. */
  readonly programs: string;
  /** URL of the relay's thread as built. */
  readonly relayWorker: string;
};

/** What experiments have to work with. */
export type Bench = Places & {
  /** The C relay, or null with the reason in `missing`. */
  readonly cRelay: string | null;
  /** The load generator as a command: C where there is a compiler. */
  readonly load: readonly string[];
  /** What this machine lacks, in sentences. */
  readonly missing: readonly string[];
};

/** A row's figure, or why there is none. */
export type Measured = { readonly id: RowId } & (
  | {
      readonly value: number;
      /** The middle half of what single rounds gave. */
      readonly spread?: readonly [number, number];
      /** What the figure was made from; units are in the names. */
      readonly details?: Readonly<Record<string, number>>;
      /** What has to be known about the figure, in a few words. */
      readonly note?: string;
    }
  | { readonly why: string }
);

/** Rows that are measured together. */
export type Experiment = {
  readonly rows: readonly RowId[];
  /** @param wanted those of its rows that were chosen; the others may be left out */
  run(bench: Bench, wanted: ReadonlySet<RowId>): Promise<Measured[]>;
};

export const NO_C_RELAY = 'needs the C relay';

/** A figure that says more about what else the machine did than about us is none. */
export function tooBusy(what: string, us: number): string {
  return `the machine is too busy: ${what} is ${(us / 1e3).toFixed(1)} ms`;
}
