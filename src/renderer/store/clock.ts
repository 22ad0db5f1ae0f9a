import { useSyncExternalStore } from 'react';

/** One clock for everything on the screen that ticks, so that it ticks together. */
const TICK_MS = 1_000;

let now = Date.now();
const listeners = new Set<() => void>();

setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, TICK_MS);

/** Calls the listener after each tick, until the function that it returns is called. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The time in ms since 1970, as of the last tick. */
export function useNow(): number {
  return useSyncExternalStore(onTick, () => now);
}
