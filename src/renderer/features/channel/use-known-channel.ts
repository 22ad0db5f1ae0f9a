import { useState } from 'react';
import type { ChannelView } from '../../../contract/operator.ts';
import { useConsole } from '../../store/console.ts';

type KnownChannel = {
  /** As it is now, or as it was last; undefined for one that this window has never seen. */
  readonly channel: ChannelView | undefined;
  readonly isThere: boolean;
};

/** A channel, also after it was deleted: whoever has it open must not lose sight of it. */
export function useKnownChannel(id: string): KnownChannel {
  const now = useConsole(({ channels }) => channels.get(id));
  const [last, setLast] = useState(now);
  if (now !== undefined && now !== last) setLast(now);
  return { channel: now ?? last, isThere: now !== undefined };
}
