import type { Table } from '../../store/state.ts';

/** The channels that any of these radios is in: what is written there is what reaches them. */
export function channelsOf(users: readonly string[], channels: Table<'channels'>): string[] {
  const wanted = new Set(users);
  return [...channels.values()]
    .filter(({ members }) => members.some(({ user_id }) => wanted.has(user_id)))
    .map(({ channel_id }) => channel_id);
}

/** Those of the radios that are in no channel. */
export function outOfReach(users: readonly string[], channels: Table<'channels'>): string[] {
  const reached = new Set(
    [...channels.values()].flatMap(({ members }) => members.map(({ user_id }) => user_id)),
  );
  return users.filter((user) => !reached.has(user));
}
