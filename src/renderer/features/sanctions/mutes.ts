import type { SanctionView } from '../../../contract/sanctions.ts';
import type { ConsoleState } from '../../store/state.ts';

type State = Pick<ConsoleState, 'radios' | 'sanctions'>;

/** Whether every one of some radios hears and is not heard. */
export function areMuted(users: readonly string[], radios: ConsoleState['radios']): boolean {
  return users.length > 0 && users.every((user) => radios.get(user)?.muted === true);
}

/** The mutes that are in force on some radios: by their user or by their token. */
export function mutesOf(users: readonly string[], { radios, sanctions }: State): SanctionView[] {
  const names = new Set(users);
  const tokens = new Set(users.flatMap((user) => radios.get(user)?.jti ?? []));
  return [...sanctions.values()].filter(
    ({ kind, user_id, jti }) =>
      kind === 'mute' && (names.has(user_id ?? '') || tokens.has(jti ?? '')),
  );
}
