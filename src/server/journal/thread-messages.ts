import type { JournalFault } from '../../contract/events.ts';
import type { JournalRecord } from './records.ts';
import type { Retention } from './retention.ts';

/** What the thread is started with. */
export type ThreadOptions = {
  /** The database, which is there and up to date. */
  readonly path: string;
  readonly run: string;
  readonly retention: Retention;
};

/** What the main side tells the thread. */
export type Command =
  | { readonly do: 'write'; readonly batch: number; readonly records: readonly JournalRecord[] }
  /** Remove what is too old or too much; `now` in ms since 1970. */
  | { readonly do: 'prune'; readonly now: number }
  | { readonly do: 'stop' };

/** What the thread tells the main side. */
export type Report =
  | {
      readonly is: 'committed';
      readonly batch: number;
      readonly skipped: number;
      readonly fault: string | null;
    }
  | {
      readonly is: 'failed';
      readonly batch: number;
      readonly reason: JournalFault;
      readonly message: string;
    }
  | { readonly is: 'prune_failed'; readonly message: string };
