import type { RadioRow } from '../../store/radio-rows.ts';

/**
 * The radios that match every word of a search, in their user, address, or a channel's name or id.
 */
export function searchRadios(rows: readonly RadioRow[], search: string): readonly RadioRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ user, radio, places }) => {
    const names = places.flatMap(({ channel }) => [channel.channel_name, channel.channel_id]);
    const text = [user, radio.address, ...names].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
