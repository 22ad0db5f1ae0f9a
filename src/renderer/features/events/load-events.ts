import type { EventView } from '../../../contract/events.ts';
import type { Result } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import type { Page } from '../../store/journal-pages.ts';
import type { EventFilter } from './event-filter.ts';

/** A page of the events that are looked for: the newest, or those before an id. */
export async function eventsOf(
  filter: EventFilter & { readonly limit?: number },
  before: number | undefined,
): Promise<Result<Page<EventView>>> {
  const result = await api.command('events.list', {
    ...filter,
    ...(before !== undefined && { before }),
  });
  if (!result.ok) return result;
  const { events: rows, more } = result.value;
  return { ok: true, value: { rows, more } };
}
