import { describe, expect, it } from 'vitest';
import type { ChannelView, PeerView, RadioView } from '../../../contract/operator.ts';
import { NO_QUALITY } from '../../store/testing/no-quality.ts';
import {
  channelFacts,
  filterChannels,
  holdOrder,
  NO_FILTER,
  sortChannels,
  type ChannelFilter,
} from './channel-order.ts';

const channel = (channel_id: string, channel_name: string, ssrcs: readonly number[]): ChannelView =>
  ({
    channel_id,
    channel_name,
    members: ssrcs.map((ssrc) => ({ user_id: `radio-${ssrc}`, ssrc })),
  }) as unknown as ChannelView;

const peer = (ssrc: number, talking: boolean, quality: object): [number, PeerView] => [
  ssrc,
  { ssrc, talking, quality: { ...NO_QUALITY, ...quality } } as PeerView,
];

const channels = [
  channel('c', 'Charlie', [1, 2]),
  channel('a', 'Alpha 10', []),
  channel('b', 'Alpha 2', [3]),
];
const facts = channelFacts({
  channels: new Map(channels.map((row) => [row.channel_id, row])),
  radios: new Map([['radio-2', { user_id: 'radio-2', state: 'zombie' } as RadioView]]),
  peers: new Map([
    peer(1, false, { packets_in_per_s: 52, expected: 100, lost: 3 }),
    peer(2, false, { packets_out_per_s: 50 }),
    peer(3, true, { packets_in_per_s: 54, expected: 100, lost: 9 }),
  ]),
});
const ids = (rows: readonly { channel: ChannelView }[]): string =>
  rows.map((row) => row.channel.channel_id).join('');

it.each([
  ['name', 'bac'],
  ['talking', 'bac'],
  ['members', 'cba'],
  ['traffic', 'cba'],
  ['loss', 'bca'],
] as const)('channels are sorted by %s, and by name where they are level', (sort, order) => {
  expect(ids(sortChannels(facts, sort))).toBe(order);
});

describe('the filter', () => {
  it.each([
    [{}, 'bac'],
    [{ search: ' alpha ' }, 'ba'],
    [{ search: 'ALPHA 2' }, 'b'],
    [{ search: 'radio-2' }, 'c'],
    [{ talking: true }, 'b'],
    [{ zombies: true }, 'c'],
    [{ zombies: true, talking: true }, ''],
  ])('%j leaves %j', (patch, left) => {
    const filter: ChannelFilter = { ...NO_FILTER, ...patch };
    expect(ids(filterChannels(facts, filter))).toBe(left);
  });
});

it('an order that is held lets go of what is gone, and puts what is new behind', () => {
  expect(holdOrder(['c', 'a', 'b'], ['d', 'a', 'b', 'c'])).toEqual(['c', 'a', 'b', 'd']);
  expect(holdOrder(['c', 'a', 'b'], ['b', 'a'])).toEqual(['a', 'b']);
});
