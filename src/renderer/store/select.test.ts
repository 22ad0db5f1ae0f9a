import { describe, expect, it } from 'vitest';
import type { ChannelView, PeerView, RadioView } from '../../contract/operator.ts';
import {
  channelLoss,
  channelSum,
  countMembers,
  countRadios,
  countTalkers,
  journalAlarms,
  membershipsByUser,
  sortedBy,
  talkersIn,
} from './select.ts';
import { EMPTY } from './state.ts';
import { NO_QUALITY } from './testing/no-quality.ts';

function channel(channel_name: string, ...members: [user_id: string, ssrc: number][]): ChannelView {
  return {
    channel_id: channel_name,
    channel_name,
    mode: 'open',
    capacity: 100,
    srtp: 'optional',
    creator: null,
    created_at: 0,
    members: members.map(([user_id, ssrc]) => ({ user_id, ssrc, joined_at: 0 })),
  };
}

function peer(ssrc: number, user_id: string, talk_started_at: number | null): PeerView {
  return {
    ssrc,
    user_id,
    channel_id: 'north',
    srtp: null,
    address: null,
    latched_by: null,
    talking: talk_started_at !== null,
    talk_started_at,
    last_packet_at: null,
    drops: {},
    quality: { ...NO_QUALITY, expected: 100 * ssrc, lost: ssrc * ssrc },
    packets_in: ssrc,
    bytes_in: 0,
    packets_out: 0,
    bytes_out: 0,
  };
}

const peers = new Map(
  [peer(1, 'kim', null), peer(2, 'lee', 900), peer(3, 'park', 500), peer(4, 'lee', 100)].map(
    (row) => [row.ssrc, row],
  ),
);
const north = channel('north', ['kim', 1], ['lee', 2], ['park', 3], ['not latched', 99]);

describe('selectors', () => {
  it('puts names in the order that people expect', () => {
    const names = ['radio-10', 'Radio-2', 'radio-1'];
    expect(sortedBy(names, (name) => name)).toEqual(['radio-1', 'Radio-2', 'radio-10']);
  });

  it('finds the channels of each user, by their names', () => {
    const channels = [channel('south', ['kim', 7]), north].map(
      (row) => [row.channel_id, row] as const,
    );
    const byUser = membershipsByUser(new Map(channels));
    expect(byUser.get('kim')?.map((place) => [place.channel.channel_name, place.ssrc])).toEqual([
      ['north', 1],
      ['south', 7],
    ]);
    expect(byUser.has('nobody')).toBe(false);
  });

  it('finds who is talking, the one who began first leading', () => {
    expect(talkersIn(north, peers)).toEqual([3, 2]);
  });

  it('adds a counter up over the members, whether or not their media is known', () => {
    expect(channelSum(north, peers, 'packets_in')).toBe(6);
  });

  it('has the loss of all members together, and none where nothing was expected', () => {
    expect(channelLoss(north, peers)).toBe(14 / 600);
    expect(channelLoss(channel('empty', ['not latched', 99]), peers)).toBeNull();
  });

  it('counts radios by state, and a user who talks in two channels once', () => {
    const states = ['alive', 'suspect', 'suspect', 'zombie'] as const;
    const radios = new Map(
      states.map((state, index) => [String(index), { state } as RadioView] as const),
    );
    const state = { ...EMPTY, radios, peers };
    expect(countRadios(state, 'suspect')).toBe(2);
    expect(countRadios(state, 'zombie')).toBe(1);
    expect(countTalkers(state)).toBe(2);
  });

  it('counts the members of a channel by state', () => {
    const radios = new Map(
      (['kim', 'lee', 'elsewhere'] as const).map(
        (user) => [user, { state: 'suspect' } as RadioView] as const,
      ),
    );
    expect(countMembers(north, radios, 'suspect')).toBe(2);
    expect(countMembers(north, radios, 'zombie')).toBe(0);
  });
});

describe('journalAlarms', () => {
  const fine = { state: 'ok', since: null, reason: null, lost: 0, set_aside: null } as const;

  it('has none as long as all is well', () => {
    expect(journalAlarms(fine)).toEqual([]);
  });

  it('tells of what fails now, of what was lost, and of what was damaged', () => {
    const failing = { ...fine, state: 'failing', since: 1, reason: 'disk_full' } as const;
    expect(journalAlarms(failing)).toEqual(['failing']);
    expect(journalAlarms({ ...failing, lost: 1, set_aside: 'journal.damaged.db' })).toEqual([
      'failing',
      'lost',
      'set_aside',
    ]);
    expect(journalAlarms({ ...fine, lost: 2 })).toEqual(['lost']);
  });
});
