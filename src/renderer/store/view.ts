import { create } from 'zustand';

/** The views, in the order of their number keys. */
export const VIEWS = [
  ...(['net', 'radios', 'zombies', 'media', 'traffic', 'tokens'] as const),
  ...(['messages', 'events'] as const),
] as const;
export type View = (typeof VIEWS)[number];

type ViewState = { readonly view: View; readonly show: (view: View) => void };

const STORAGE_KEY = 'livechat.view';

const last = localStorage.getItem(STORAGE_KEY);

/** Which view is open. It is kept from one start to the next. */
export const useView = create<ViewState>()((set) => ({
  view: VIEWS.find((view) => view === last) ?? 'net',
  show: (view) => {
    localStorage.setItem(STORAGE_KEY, view);
    set({ view });
  },
}));
