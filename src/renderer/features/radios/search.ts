import type { RadioView } from '../../../contract/operator.ts';
import type { Membership } from '../../store/select.ts';

/**
 * The radios that match every word of a search, in their user, address, or a channel's name or id.
 */
export function searchRadios(
  radios: Iterable<RadioView>,
  memberships: ReadonlyMap<string, readonly Membership[]>,
  search: string,
): readonly RadioView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...radios];
  if (words.length === 0) return all;
  return all.filter((radio) => {
    const places = (memberships.get(radio.user_id) ?? []).flatMap(({ channel }) => [
      channel.channel_name,
      channel.channel_id,
    ]);
    const text = [radio.user_id, radio.address, ...places].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
