import { useSyncExternalStore } from 'react';
import { onTick } from './clock.ts';
import { consoleStore } from './console.ts';
import { PeerHistory, type PeerLines } from './peer-history.ts';

const history = new PeerHistory();
/** Grows with each second that was taken. */
let version = 0;

onTick(() => {
  const { net, peers } = consoleStore.getState();
  if (net.state !== 'on_air') history.clear();
  else history.record(Date.now(), peers.values());
  version += 1;
});

/** What some peers did together in the last five minutes, as long as the window has been open. */
export function usePeerLines(ssrcs: readonly number[]): PeerLines {
  useSyncExternalStore(onTick, () => version);
  return history.lines(ssrcs);
}
