import type { OperatorInput } from '../../../contract/operator.ts';
import { kindsOf, type EventGroup } from './event-groups.ts';

/** Which events are looked for. */
export type EventFilter = Omit<OperatorInput<'events.list'>, 'before' | 'limit'>;

export const RANGES = ['all', 'hour', 'day', 'week', 'own'] as const;
type Range = (typeof RANGES)[number];

const HOUR_MS = 3_600_000;
const BACK_MS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;

/** What the dispatcher has chosen. */
export type EventChoice = {
  readonly groups: ReadonlySet<EventGroup>;
  readonly user: string;
  readonly channel: string;
  readonly range: Range;
  /** When the range was chosen, in ms since 1970. */
  readonly chosenAt: number;
  /** Local times of the range `own`, as `datetime-local` gives them; blank for none. */
  readonly since: string;
  readonly until: string;
};

export const EVERYTHING: EventChoice = {
  groups: new Set(),
  user: '',
  channel: '',
  range: 'all',
  chosenAt: 0,
  since: '',
  until: '',
};

export function isNarrowed({ groups, user, channel, range }: EventChoice): boolean {
  return groups.size > 0 || user.trim() !== '' || channel.trim() !== '' || range !== 'all';
}

/** The question that a choice comes to. */
export function filterOf(choice: EventChoice): EventFilter {
  const { groups, range, chosenAt } = choice;
  const user = choice.user.trim();
  const channel = choice.channel.trim();
  return {
    ...(groups.size > 0 && { kinds: kindsOf(groups) }),
    ...(user !== '' && { user }),
    ...(channel !== '' && { channel }),
    ...(range === 'own' && { ...bound('since', choice.since), ...bound('until', choice.until) }),
    ...(range !== 'all' && range !== 'own' && { since: chosenAt - BACK_MS[range] }),
  };
}

function bound(name: 'since' | 'until', local: string): { since?: number; until?: number } {
  const at = Date.parse(local);
  return Number.isNaN(at) || at < 0 ? {} : { [name]: at };
}
