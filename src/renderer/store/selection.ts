import { create } from 'zustand';

type Selection = {
  /** The user ids of the radios that are selected. */
  readonly picked: ReadonlySet<string>;
  /** The radio whose story is open. */
  readonly open: string | null;
  readonly toggle: (user: string) => void;
  readonly set: (users: readonly string[]) => void;
  readonly show: (user: string | null) => void;
};

/** Which radios are selected, and whose story is open: wherever radios are listed, the same ones. */
export const useSelection = create<Selection>()((set) => ({
  picked: new Set(),
  open: null,
  toggle: (user) =>
    set(({ picked }) => {
      const next = new Set(picked);
      if (!next.delete(user)) next.add(user);
      return { picked: next };
    }),
  set: (users) => set({ picked: new Set(users) }),
  show: (user) => set({ open: user }),
}));
