import { create } from 'zustand';
import { api } from '../api.ts';

/** The views, in the order of their number keys. */
export const VIEWS = [
  ...(['net', 'radios', 'zombies', 'media', 'traffic', 'tokens'] as const),
  ...(['messages', 'events', 'settings'] as const),
] as const;
/** What has no number key: it is opened from elsewhere. */
const OTHERS = ['check'] as const;
export type View = (typeof VIEWS)[number] | (typeof OTHERS)[number];

type ViewState = { readonly view: View; readonly show: (view: View) => void };

const STORAGE_KEY = 'livechat.view';

const last = localStorage.getItem(STORAGE_KEY);
/** Whoever is here for the first time is taken by the hand. */
const first: View = api.about.isFirstStart ? 'check' : 'net';

/** Which view is open. It is kept from one start to the next. */
export const useView = create<ViewState>()((set) => ({
  view: [...VIEWS, ...OTHERS].find((view) => view === last) ?? first,
  show: (view) => {
    localStorage.setItem(STORAGE_KEY, view);
    set({ view });
  },
}));
