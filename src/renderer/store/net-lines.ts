import { useMemo } from 'react';
import { useNow } from './clock.ts';
import { useConsole } from './console.ts';
import { lastHour, lastMinutes, type Lines, type Span } from './past-lines.ts';
import { settledMinute, usePastMinutes } from './use-past-minutes.ts';

/** What the relay did over time. */
export type NetLines = Lines<'packetsIn' | 'packetsOut' | 'drops'>;

/**
 * What the whole relay did: seconds as the net tells them, and before that as the journal has it. They
 * are the relay's own figures, with drops that no radio is to blame for.
 */
export function useNetLines(span: Span): NetLines {
  const points = useConsole((state) => state.traffic);
  const now = useNow();
  const past = usePastMinutes(undefined, undefined, span, settledMinute(now));
  return useMemo(() => {
    const live: NetLines = {
      times: points.map(({ at }) => at),
      packetsIn: points.map(({ packets_in_per_s }) => packets_in_per_s),
      packetsOut: points.map(({ packets_out_per_s }) => packets_out_per_s),
      drops: points.map(({ drops_per_s }) => drops_per_s),
    };
    return span === 'hour' ? lastHour(past, live, now) : lastMinutes(past, live, now);
  }, [points, span, past, now]);
}
