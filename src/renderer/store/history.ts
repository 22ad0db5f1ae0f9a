import { useMemo, useSyncExternalStore } from 'react';
import { onTick, useNow } from './clock.ts';
import { consoleStore } from './console.ts';
import { lastHour, lastMinutes, packetsBefore, SPAN_MS, type Span } from './past-lines.ts';
import { MINUTE_MS, minuteOf } from './past-minutes.ts';
import { LOSS_SECONDS } from './net-figures.ts';
import { ALL_PEERS, PeerHistory, type PeerLines } from './peer-history.ts';
import { staleSince } from './stale.ts';
import { settledMinute, usePastMinutes } from './use-past-minutes.ts';

const history = new PeerHistory();
/** Grows with each second that was taken. */
let version = 0;

onTick(() => {
  const { net, peers } = consoleStore.getState();
  if (net.state !== 'on_air') history.clear();
  // What is out of date says nothing of this second.
  else if (staleSince() === null) history.record(Date.now(), peers.values());
  version += 1;
});

/** Whose media is charted. The journal keeps it by user and channel, the window by SSRC. */
export type Charted = {
  /** Of one radio; of everybody where left out. */
  readonly user?: string;
  /** Of one channel; of all channels where left out. */
  readonly channel?: string;
  /** The SSRCs of the radio; no matter where there is no user. */
  readonly ssrcs?: readonly number[];
};

/** What somebody’s media did: seconds as the window saw them, and before that as the journal has it. */
export function useTrafficLines(charted: Charted, span: Span): PeerLines {
  const { user, channel, ssrcs } = charted;
  const now = useNow();
  const past = usePastMinutes(user, channel, span, settledMinute(now));
  const second = useSyncExternalStore(onTick, () => version);
  return useMemo(() => {
    const live =
      user === undefined ? history.groupLines(channel ?? ALL_PEERS) : history.lines(ssrcs ?? []);
    return span === 'hour' ? lastHour(past, live, now) : lastMinutes(past, live, now);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the history is another each second
  }, [user, channel, ssrcs, span, past, now, second]);
}

/** The loss of all who talked in the last seconds, 0 to 1; null where nobody did. */
export function useNetLoss(): number | null {
  return useSyncExternalStore(onTick, () => history.recentLoss(ALL_PEERS, LOSS_SECONDS));
}

/**
 * Packets a second that came in from a channel in the last five minutes, by so many seconds. What was
 * before the window looked on is asked of the journal once, and once more when the minute is over in
 * which it began to.
 */
export function usePacketsIn(channel: string, seconds: number): readonly number[] {
  const second = useSyncExternalStore(onTick, () => version);
  const now = useNow();
  const { since } = history;
  const isSeen = since === undefined || now - since >= SPAN_MS.minutes;
  const until = isSeen ? null : Math.min(settledMinute(now), minuteOf(since) + MINUTE_MS);
  const past = usePastMinutes(undefined, channel, 'minutes', until);
  return useMemo(() => {
    const seen = history.packetsIn(channel, seconds);
    return past === null || since === undefined
      ? seen
      : packetsBefore(seen, seconds, history.seconds, since, past);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the history is another each second
  }, [channel, seconds, past, since, second]);
}
