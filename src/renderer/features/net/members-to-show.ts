import type { MemberView, RadioView } from '../../../contract/operator.ts';
import { sortedBy } from '../../store/select.ts';

/** Lines of a card, in two columns. */
const LINES = 6;

type Radios = ReadonlyMap<string, Pick<RadioView, 'state' | 'resumable_until' | 'muted'>>;

/**
 * The members that a card has room for: those that something is the matter with come first, all the
 * others in the order of their names, so that nobody jumps about.
 *
 * @returns the last line is for how many more there are, where there are more
 */
export function membersToShow(
  members: readonly MemberView[],
  radios: Radios,
): { readonly shown: readonly MemberView[]; readonly more: number } {
  const sorted = sortedBy(members, ({ user_id }) => user_id);
  if (sorted.length <= LINES) return { shown: sorted, more: 0 };
  const isWell = ({ user_id }: MemberView): boolean => {
    const radio = radios.get(user_id);
    return radio?.state === 'alive' && radio.resumable_until === null && !radio.muted;
  };
  const first = [...sorted.filter((member) => !isWell(member)), ...sorted.filter(isWell)];
  return { shown: first.slice(0, LINES - 1), more: sorted.length - LINES + 1 };
}
