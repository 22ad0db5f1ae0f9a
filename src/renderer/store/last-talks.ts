import { useEffect } from 'react';
import { create } from 'zustand';
import { Limit } from '../../contract/limits.ts';
import type { TalkView } from '../../contract/past.ts';
import { api } from '../api.ts';
import { usePaced } from './console.ts';

type LastTalks = ReadonlyMap<string, TalkView>;

const useTalks = create<{ readonly byChannel: LastTalks }>()(() => ({ byChannel: new Map() }));

/** Who talked last in a channel, as the journal has it; undefined where nobody ever did. */
export function useLastTalk(channel: string): TalkView | undefined {
  return useTalks(({ byChannel }) => byChannel.get(channel));
}

/** Keeps up with who talked last in each channel, for as long as it is shown: once a second. */
export function useFollowTalks(): void {
  const head = usePaced((state) => state.heads.event_id);
  const channels = usePaced((state) => state.channels);
  useEffect(() => {
    let isCurrent = true;
    const channel_ids = [...channels.keys()].slice(0, Limit.MESSAGE_CHANNELS);
    void api
      .command('talks.last', { channel_ids })
      .catch(() => null)
      .then((result) => {
        if (isCurrent && result?.ok === true) take(result.value.talks);
      });
    return () => {
      isCurrent = false;
    };
  }, [head, channels]);
}

/** A talk that is known stays the same object, so that nothing is drawn anew for it. */
function take(talks: readonly TalkView[]): void {
  const before = useTalks.getState().byChannel;
  const known = (talk: TalkView): TalkView => {
    const last = before.get(talk.channel_id);
    return last?.at === talk.at && last.user_id === talk.user_id ? last : talk;
  };
  useTalks.setState({ byChannel: new Map(talks.map((talk) => [talk.channel_id, known(talk)])) });
}
