import { create } from 'zustand';
import { kept } from '../../store/kept.ts';
import { CHANNEL_SORTS, NO_FILTER, type ChannelFilter, type ChannelSort } from './channel-order.ts';

const sorted = kept<ChannelSort>('net.sort', 'name', (value): value is ChannelSort =>
  CHANNEL_SORTS.some((sort) => sort === value),
);

type NetChoices = {
  readonly sort: ChannelSort;
  readonly filter: ChannelFilter;
  readonly sortBy: (sort: ChannelSort) => void;
  readonly narrow: (patch: Partial<ChannelFilter>) => void;
};

/**
 * How the channels are listed. The order is kept from one start to the next; what is left out only
 * until the window is closed, as nobody must wonder in the morning where a channel is.
 */
export const useNetChoices = create<NetChoices>()((set) => ({
  sort: sorted.load(),
  filter: NO_FILTER,
  sortBy: (sort) => {
    sorted.save(sort);
    set({ sort });
  },
  narrow: (patch) => set(({ filter }) => ({ filter: { ...filter, ...patch } })),
}));
