import { expect, it } from 'vitest';
import type { ChannelView } from '../../../contract/operator.ts';
import { channelsOf, outOfReach } from './reach.ts';

const channel = (channel_id: string, ...users: string[]): [string, ChannelView] => [
  channel_id,
  {
    ...{ channel_id, channel_name: channel_id, mode: 'open', capacity: 100, srtp: 'optional' },
    members: users.map((user_id, index) => ({ user_id, ssrc: index + 1 })),
  } as unknown as ChannelView,
];
const channels = new Map([channel('a', 'ann', 'bob'), channel('b', 'cho'), channel('c', 'bob')]);

it('finds every channel in which one of the radios is, each once', () => {
  expect(channelsOf(['bob'], channels)).toEqual(['a', 'c']);
  expect(channelsOf(['ann', 'bob'], channels)).toEqual(['a', 'c']);
  expect(channelsOf(['dan'], channels)).toEqual([]);
});

it('names the radios that no message reaches', () => {
  expect(outOfReach(['ann', 'dan', 'eve'], channels)).toEqual(['dan', 'eve']);
  expect(outOfReach(['ann', 'cho'], channels)).toEqual([]);
});
