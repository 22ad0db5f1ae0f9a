import { create } from 'zustand';
import { api } from '../api.ts';
import { consoleStore } from './console.ts';
import { kept } from './kept.ts';

type ReadIds = Readonly<Record<string, number>>;

function isReadIds(value: unknown): value is ReadIds {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((id) => Number.isSafeInteger(id) && id >= 0);
}

const lastRead = kept<ReadIds>('messages.read', {}, isReadIds);

type Unread = {
  /** The id of the last message that was read, by channel. */
  readonly read: ReadIds;
  /** How many messages are unread, by channel. */
  readonly counts: ReadIds;
  readonly markRead: (channel: string, id: number) => void;
};

/** Which messages the dispatcher has not read yet. What was read is kept from start to start. */
export const useUnread = create<Unread>()((set, get) => ({
  read: lastRead.load(),
  counts: {},
  markRead: (channel, id) => {
    const { read, counts } = get();
    if (readUpTo(read, channel) === id) return;
    const next = { ...read, [channel]: id };
    lastRead.save(next);
    set({ read: next, counts: { ...counts, [channel]: 0 } });
    void count();
  },
}));

/** A journal that was begun anew counts from 1 again, and nothing in it was read. */
function readUpTo(read: ReadIds, channel: string): number {
  const id = read[channel] ?? 0;
  return id > consoleStore.getState().heads.message_id ? 0 : id;
}

let isCounting = false;
let isStale = false;

/** Has the net count; once more where something has changed meanwhile. */
async function count(): Promise<void> {
  isStale = true;
  if (isCounting) return;
  isCounting = true;
  while (isStale) {
    isStale = false;
    const { read } = useUnread.getState();
    const channels = [...consoleStore.getState().channels.keys()];
    const asked = Object.fromEntries(channels.map((id) => [id, readUpTo(read, id)]));
    // While the net is off the air there is nothing to be counted.
    const result = await api.command('messages.unread', { read: asked }).catch(() => null);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set while it waited
    if (result?.ok === true && !isStale) useUnread.setState({ counts: result.value.unread });
  }
  isCounting = false;
}

consoleStore.subscribe(({ heads, channels, net }, before) => {
  const isOnAir = net.state === 'on_air';
  const isNew =
    heads.message_id !== before.heads.message_id ||
    channels.size !== before.channels.size ||
    net.state !== before.net.state;
  if (isOnAir && isNew) void count();
});

/** Unread messages of all channels together. */
export function useUnreadSum(): number {
  return useUnread(({ counts }) => Object.values(counts).reduce((sum, some) => sum + some, 0));
}
