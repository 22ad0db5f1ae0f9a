import { create } from 'zustand';
import { api } from '../api.ts';

/** What came of the last poke of a radio. */
export type PokeState =
  | { readonly state: 'waiting' }
  | { readonly state: 'answered'; readonly rttMs: number }
  | { readonly state: 'silent' | 'gone' };

type Pokes = {
  readonly byUser: ReadonlyMap<string, PokeState>;
  /** Asks a radio's connection for an answer. One poke at a time. */
  readonly poke: (user: string) => Promise<void>;
};

async function outcome(user_id: string): Promise<PokeState> {
  const result = await api.command('radio.poke', { user_id });
  if (!result.ok) return { state: 'gone' };
  const { rtt_ms: rttMs } = result.value;
  return rttMs === null ? { state: 'silent' } : { state: 'answered', rttMs };
}

/** Who was poked, and who answered. */
export const usePokes = create<Pokes>()((set, get) => {
  const tell = (user: string, state: PokeState): void =>
    set(({ byUser }) => ({ byUser: new Map(byUser).set(user, state) }));
  return {
    byUser: new Map(),
    poke: async (user) => {
      if (get().byUser.get(user)?.state === 'waiting') return;
      tell(user, { state: 'waiting' });
      tell(user, await outcome(user).catch((): PokeState => ({ state: 'gone' })));
    },
  };
});
