import { useSyncExternalStore } from 'react';
import { onTick } from './clock.ts';
import { consoleStore } from './console.ts';
import { Freshness } from './freshness.ts';

const freshness = new Freshness();
let stale: number | null = null;

consoleStore.subscribe(() => freshness.heard(Date.now(), performance.now()));
onTick(() => {
  const asOf = freshness.look(performance.now());
  stale = consoleStore.getState().net.state === 'on_air' ? asOf : null;
});

/** As of when the figures are, in ms since 1970, where the net tells nothing new; null while it does. */
export function staleSince(): number | null {
  return stale;
}

/** The same, as of the last tick. */
export function useStaleSince(): number | null {
  return useSyncExternalStore(onTick, staleSince);
}
