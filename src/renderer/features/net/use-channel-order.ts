import { useMemo, useState } from 'react';
import { usePaced } from '../../store/console.ts';
import {
  channelFacts,
  filterChannels,
  holdOrder,
  sortChannels,
  type ChannelFacts,
} from './channel-order.ts';
import { useNetChoices } from './net-choices.ts';

type ListedChannels = {
  readonly all: readonly ChannelFacts[];
  /** The ids of those that are shown, in their order. */
  readonly shown: readonly string[];
};

/**
 * The channels that are shown, in their order, as of the last second.
 *
 * @param isHeld whether somebody is about to click: then nothing changes its place
 */
export function useChannelOrder(isHeld: boolean): ListedChannels {
  const { sort, filter } = useNetChoices();
  const channels = usePaced((state) => state.channels);
  const radios = usePaced((state) => state.radios);
  const peers = usePaced((state) => state.peers);
  const all = useMemo(() => channelFacts({ channels, radios, peers }), [channels, radios, peers]);
  const order = useMemo(
    () => sortChannels(filterChannels(all, filter), sort).map(({ channel }) => channel.channel_id),
    [all, filter, sort],
  );
  const [held, setHeld] = useState({ sort, filter, order });
  // Another choice is another order, wherever the pointer is.
  const isSameChoice = held.sort === sort && held.filter === filter;
  const shown = isHeld && isSameChoice ? holdOrder(held.order, order) : order;
  if (!isSameChoice || shown.join('\n') !== held.order.join('\n')) {
    setHeld({ sort, filter, order: shown });
  }
  return { all, shown };
}
