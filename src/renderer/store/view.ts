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

/** Whose events are shown first: those of a radio, of a channel, or of everybody. */
type EventsOf = { readonly user?: string; readonly channel?: string };

type ViewState = {
  readonly view: View;
  /** The channel that is open in Net; null where Net shows them all. */
  readonly channel: string | null;
  /** The channel that was left for the list, to go on from there. */
  readonly leftChannel: string | null;
  /** By what Events was opened, until it is left. */
  readonly eventsOf: EventsOf;
  /** Shows a view as it was left; asked for once more, as it is at first. */
  readonly show: (view: View) => void;
  readonly openChannel: (channel: string) => void;
  readonly showEvents: (of: EventsOf) => void;
  readonly leaveChannel: () => void;
};

const STORAGE_KEY = 'livechat.view';

const last = localStorage.getItem(STORAGE_KEY);
/** Whoever is here for the first time is taken by the hand. */
const first: View = api.about.isFirstStart ? 'check' : 'net';

/** Which view is open. It is kept from one start to the next. */
export const useView = create<ViewState>()((set, get) => {
  const go = (view: View, place: Partial<ViewState>): void => {
    localStorage.setItem(STORAGE_KEY, view);
    set({ view, ...place });
  };
  return {
    view: [...VIEWS, ...OTHERS].find((view) => view === last) ?? first,
    channel: null,
    leftChannel: null,
    eventsOf: {},
    show: (view) => {
      if (view === 'net' && get().view === 'net') get().leaveChannel();
      else go(view, { leftChannel: null, eventsOf: {} });
    },
    openChannel: (channel) => go('net', { channel, leftChannel: null }),
    showEvents: (eventsOf) => go('events', { leftChannel: null, eventsOf }),
    leaveChannel: () => set(({ channel }) => ({ channel: null, leftChannel: channel })),
  };
});
