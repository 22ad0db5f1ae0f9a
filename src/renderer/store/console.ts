import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { onTick } from './clock.ts';
import { EMPTY, type ConsoleState } from './state.ts';

/** What the net looks like now: up to ten changes a second. */
export const consoleStore = createStore<ConsoleState>(() => EMPTY);

/** The same, looked at once a second, for figures that people have to be able to read. */
const pacedStore = createStore<ConsoleState>(() => EMPTY);

onTick(() => pacedStore.setState(consoleStore.getState(), true));
consoleStore.subscribe((state, before) => {
  // The first figures, and the first of another net, are not worth waiting for.
  if (before.seq === -1 || before.net.state !== state.net.state) pacedStore.setState(state, true);
});

/** Part of what the net looks like now. The selector has to return stable references. */
export function useConsole<Part>(selector: (state: ConsoleState) => Part): Part {
  return useStore(consoleStore, selector);
}

/** Part of what the net looked like at the last second. */
export function usePaced<Part>(selector: (state: ConsoleState) => Part): Part {
  return useStore(pacedStore, selector);
}
