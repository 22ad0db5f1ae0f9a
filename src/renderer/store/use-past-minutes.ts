import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { SPAN_MS, type Span } from './past-lines.ts';
import { MINUTE_MS, minuteOf, type PastMinutes } from './past-minutes.ts';

/** How long after the end of a minute the journal has it, in ms. */
const SETTLED_MS = 3_000;

/** The first minute that the journal does not have as a whole yet. */
export function settledMinute(now: number): number {
  return minuteOf(now - SETTLED_MS);
}

type Asked = { readonly key: string; readonly past: PastMinutes };

/** The minutes of the journal, asked for anew with another `until`; null asks for none. */
export function usePastMinutes(
  user: string | undefined,
  channel: string | undefined,
  span: Span,
  until: number | null,
): PastMinutes | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  const key = JSON.stringify([user, channel, span]);
  useEffect(() => {
    if (until === null) return undefined;
    let isCurrent = true;
    const minutes = SPAN_MS[span] / MINUTE_MS + 1;
    const from = until - minutes * MINUTE_MS;
    const of = { ...(user !== undefined && { user }), ...(channel !== undefined && { channel }) };
    void api
      // With the minute that is not over: what a net that ended in it had kept is there already.
      .command('traffic.minutes', { from, minutes: minutes + 2, ...of })
      // A journal that cannot be read is told of elsewhere; the chart shows what it has.
      .catch(() => null)
      .then((result) => {
        if (!isCurrent || result?.ok !== true) return;
        const { minutes: rows, on_air: onAir } = result.value;
        setAsked({ key, past: { rows, onAir, from, until } });
      });
    return () => {
      isCurrent = false;
    };
  }, [key, user, channel, span, until]);
  return asked?.key === key ? asked.past : null;
}
