import type { ConsoleApi } from '../../contract/console.ts';
import type { Delta, Snapshot } from '../../contract/operator.ts';
import { afterDelta, fromSnapshot, type ConsoleState } from './state.ts';

/** What `follow` needs of a store. */
export type StateHolder = {
  readonly getState: () => ConsoleState;
  readonly setState: (state: ConsoleState, replace: true) => void;
};

type Source = Pick<ConsoleApi, 'snapshot' | 'onDelta' | 'onReset'>;

/** How long to wait before asking again for a snapshot that did not come, in ms. */
const RETRY_MS = 1_000;

/**
 * Keeps a store up to date with the net: a snapshot, then every delta in order. A gap in the
 * numbers, or a reset of the net, takes a new snapshot.
 *
 * @returns a function that ends it
 */
export function follow(source: Source, store: StateHolder): () => void {
  /** Deltas that came while a snapshot is under way; null while none is. */
  let waiting: Delta[] | null = [];
  /** Counts the snapshots asked for; an answer to any but the last is out of date. */
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const resync = (early: readonly Delta[]): void => {
    clearTimeout(timer);
    waiting = [...early];
    request += 1;
    const mine = request;
    const isCurrent = (): boolean => !ended && mine === request;
    source.snapshot().then(
      (snapshot) => {
        if (isCurrent()) load(snapshot);
      },
      () => {
        if (isCurrent()) timer = setTimeout(() => resync(waiting ?? []), RETRY_MS);
      },
    );
  };

  const load = (snapshot: Snapshot): void => {
    const early = waiting ?? [];
    waiting = null;
    apply(fromSnapshot(snapshot), early);
  };

  const apply = (from: ConsoleState, deltas: readonly Delta[]): void => {
    let state = from;
    for (const [index, delta] of deltas.entries()) {
      if (delta.seq <= state.seq) continue;
      if (delta.seq > state.seq + 1) {
        store.setState(state, true);
        resync(deltas.slice(index));
        return;
      }
      state = afterDelta(state, delta);
    }
    if (state !== store.getState()) store.setState(state, true);
  };

  const endDeltas = source.onDelta((delta) => {
    if (waiting === null) apply(store.getState(), [delta]);
    else waiting.push(delta);
  });
  // Numbers start anew with the net, so deltas from before the reset say nothing any more.
  const endResets = source.onReset(() => resync([]));
  resync([]);

  return () => {
    ended = true;
    clearTimeout(timer);
    endDeltas();
    endResets();
  };
}
