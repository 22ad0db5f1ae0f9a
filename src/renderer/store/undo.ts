import { create } from 'zustand';

type Undo = () => void;

type UndoState = {
  /** What takes back the last thing done, as long as that is offered. */
  readonly last: Undo | null;
  readonly offer: (undo: Undo) => void;
  readonly forget: (undo: Undo) => void;
  /** Takes back; nothing is taken back twice. */
  readonly run: (undo: Undo) => void;
};

/** What can be taken back from anywhere. */
export const useUndo = create<UndoState>()((set, get) => ({
  last: null,
  offer: (undo) => set({ last: undo }),
  forget: (undo) => {
    if (get().last === undo) set({ last: null });
  },
  run: (undo) => {
    get().forget(undo);
    undo();
  },
}));
