import { expect, it } from 'vitest';
import { ChannelHub } from './channel-hub.ts';
import { MediaPeerHub } from './media-peer-hub.ts';
import { UserHub, type Session } from './user-hub.ts';

function session(id: string): Session {
  return {
    id,
    userId: 'user',
    role: 'radio',
    channels: ['*'],
    priority: 100,
    jti: null,
    expiresAt: null,
    link: {
      ip: '10.0.0.5',
      address: '10.0.0.5:1',
      secure: false,
      send: () => true,
      close: () => undefined,
    },
    connectedAt: 0,
    lastSeenAt: 0,
    rttMs: null,
    lastHeardAt: 0,
    state: 'alive',
    resumption: null,
    lost: null,
  };
}

it('a user has one session, and the end of an older one leaves the newer alone', () => {
  const hub = new UserHub();
  const told: string[] = [];
  hub.changed.on((userId) => told.push(userId));
  const [older, newer] = [session('sess_1'), session('sess_2')];
  hub.add(older);
  hub.add(newer);
  hub.remove(older);
  hub.touch(older);
  expect(hub.snapshot()).toMatchObject([{ session_id: 'sess_2' }]);
  expect(told).toHaveLength(2);
  hub.remove(newer);
  expect(hub.snapshot()).toEqual([]);
});

it('a channel that goes takes its memberships with it, and no others', () => {
  const hub = new ChannelHub();
  const seed = {
    srtp: 'optional',
    mode: 'open',
    capacity: 100,
    creator: null,
    createdAt: 0,
  } as const;
  const [alpha, bravo] = ['alpha', 'bravo'].map((id) => hub.create({ id, name: id, ...seed }));
  if (!alpha || !bravo) throw new Error('not made');
  hub.addMember(alpha, { user_id: 'user', ssrc: 1, joined_at: 0 });
  hub.addMember(bravo, { user_id: 'user', ssrc: 2, joined_at: 0 });
  hub.delete(alpha);
  expect(hub.ofUser('user')).toEqual([bravo]);
  expect(hub.view('alpha')).toBeUndefined();
  hub.removeMember(bravo, 'user');
  expect(hub.ofUser('user')).toEqual([]);
});

const stun = { username: 'u', password: 'p' };

it('a media peer is in the relay for as long as it is in the hub', () => {
  const relayed = new Set<number>();
  const hub = new MediaPeerHub({
    hasRoom: true,
    addPeer: ({ ssrc }) => void relayed.add(ssrc),
    removePeer: (ssrc) => void relayed.delete(ssrc),
    mutePeer: () => undefined,
  });
  hub.add({ ssrc: 7, userId: 'user', channelId: 'alpha', ip: '10.0.0.5', mayTalk: true, stun });
  expect([...relayed]).toEqual([7]);
  hub.remove(7);
  hub.remove(7);
  expect([relayed.size, hub.size]).toEqual([0, 0]);
});
