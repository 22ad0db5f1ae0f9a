import type { EventView } from '../../../contract/events.ts';
import { Limit } from '../../../contract/limits.ts';
import type { Result } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { csvHead, csvLine } from './csv.ts';
import type { EventFilter } from './event-filter.ts';

/** Events in one file, at most: a spreadsheet has to be able to open it. */
const EXPORTED = 100_000;

const COLUMNS = [
  ...['id', 'time', 'kind', 'text', 'by', 'radio', 'channel'],
  ...['ssrc', 'token', 'address', 'detail'],
];

/** What came of it: where the file is, null where the user thought better of it. */
type Exported = {
  readonly path: string | null;
  readonly count: number;
  /** Whether there are older ones, for which there was no room. */
  readonly isCut: boolean;
};

/**
 * Saves the events that fit a filter, the newest first, where the user says.
 *
 * @param textOf what happened, in words
 */
export async function exportEvents(
  filter: EventFilter,
  textOf: (event: EventView) => string,
): Promise<Result<Exported>> {
  const parts = [csvHead(COLUMNS)];
  let count = 0;
  let before: number | undefined;
  let isCut = false;
  do {
    const result = await api.command('events.list', {
      ...filter,
      ...(before !== undefined && { before }),
      limit: Limit.PAGE_ROWS,
    });
    if (!result.ok) return result;
    const { events, more } = result.value;
    parts.push(...events.map((event) => line(event, textOf(event))));
    count += events.length;
    before = more ? events.at(-1)?.id : undefined;
    isCut = more && count >= EXPORTED;
  } while (before !== undefined && !isCut);
  const day = new Date().toISOString().slice(0, 10);
  const saved = await api.save({ name: `events-${day}.csv`, text: parts.join('') });
  return saved.ok ? { ok: true, value: { path: saved.value.path, count, isCut } } : saved;
}

function line(event: EventView, text: string): string {
  const { id, at, kind, by, user, channel, ssrc, jti, address, detail } = event;
  const time = new Date(at).toISOString();
  const json = JSON.stringify(detail);
  return csvLine([id, time, kind, text, by, user, channel, ssrc, jti, address, json]);
}
