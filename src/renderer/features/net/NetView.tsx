import { useFollowTalks } from '../../store/last-talks.ts';
import { useView } from '../../store/view.ts';
import { ChannelPage } from '../channel/ChannelPage.tsx';
import { ChannelGrid } from './ChannelGrid.tsx';

/** The channels, or the one of them that is open. */
export function NetView() {
  useFollowTalks();
  const channel = useView((state) => state.channel);
  return channel === null ? <ChannelGrid /> : <ChannelPage key={channel} id={channel} />;
}
