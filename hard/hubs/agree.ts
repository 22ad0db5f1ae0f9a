import type { MediaPeer } from '../../src/server/hubs/media-peer-hub.ts';
import type { Net } from '../../src/server/net/net.ts';

/** Memberships as they stand, each in a line that names its three parts. */
const line = (channelId: string, userId: string, ssrc: number): string =>
  `${channelId} / ${userId} / ${ssrc}`;

/**
 * Looks whether the three hubs and the relay's table say the same of who is where.
 *
 * @param relayed the relay's own table
 * @returns what they disagree about, nothing if they agree
 */
export function disagreements(net: Net, relayed: ReadonlyMap<number, MediaPeer>): string[] {
  const wrong: string[] = [];
  const memberships = new Set<string>();
  for (const channel of net.channels) {
    if (net.channels.get(channel.id) !== channel)
      wrong.push(`channel ${channel.id}: by id another`);
    if (channel.members.size > channel.capacity) wrong.push(`channel ${channel.id}: over capacity`);
    for (const [userId, { user_id, ssrc }] of channel.members) {
      memberships.add(line(channel.id, userId, ssrc));
      if (user_id !== userId) wrong.push(`channel ${channel.id}: ${userId} is ${user_id}`);
      if (!net.users.get(userId)) wrong.push(`${userId} is in ${channel.id}, but not logged in`);
      if (!net.channels.ofUser(userId).includes(channel)) {
        wrong.push(`${userId} is in ${channel.id}, but that is not among its channels`);
      }
    }
  }
  for (const { userId } of net.users) {
    for (const { id, members } of net.channels.ofUser(userId)) {
      if (!members.has(userId))
        wrong.push(`${id} is among the channels of ${userId}, who is not in it`);
    }
  }
  const peers = new Set([...net.peers].map((peer) => line(peer.channelId, peer.userId, peer.ssrc)));
  const inRelay = new Set(
    [...relayed].map(([ssrc, peer]) => line(peer.channelId, peer.userId, ssrc)),
  );
  wrong.push(...difference('a media peer', memberships, peers));
  wrong.push(...difference("the relay's table", memberships, inRelay));
  return wrong;
}

/** What is in one of two sets alone. */
export function difference(
  what: string,
  expected: ReadonlySet<string>,
  got: ReadonlySet<string>,
): string[] {
  return [
    ...[...expected].filter((one) => !got.has(one)).map((one) => `${what} lacks ${one}`),
    ...[...got].filter((one) => !expected.has(one)).map((one) => `${what} has ${one} too many`),
  ];
}
