import { expect, it } from 'vitest';
import type { ChannelView, PeerView, RadioView } from '../../contract/operator.ts';
import { RadioRows } from './radio-rows.ts';
import { NO_QUALITY } from './testing/no-quality.ts';

const radio = (user_id: string): RadioView => ({ user_id, state: 'alive' }) as RadioView;
const channel = (channel_id: string, channel_name: string, ...ssrcs: number[]): ChannelView =>
  ({
    channel_id,
    channel_name,
    members: ssrcs.map((ssrc) => ({ user_id: `radio-${ssrc % 10}`, ssrc, joined_at: 0 })),
  }) as unknown as ChannelView;
const peer = (ssrc: number, quality: Partial<PeerView['quality']>, talking = false): PeerView =>
  ({ ssrc, talking, quality: { ...NO_QUALITY, ...quality } }) as PeerView;

const state = {
  radios: new Map([1, 2].map((n) => [`radio-${n}`, radio(`radio-${n}`)])),
  channels: new Map([
    ['north', channel('north', 'North', 1, 2)],
    ['south', channel('south', 'South', 11)],
  ]),
  peers: new Map(
    [
      peer(1, { expected: 90, lost: 9, jitter_ms: 3 }),
      peer(11, { expected: 10, lost: 1, jitter_ms: 7 }, true),
      peer(2, { jitter_ms: 5 }),
    ].map((row) => [row.ssrc, row]),
  ),
};

it('puts a radio together with its places: loss of all, jitter of the worst', () => {
  const [first, second] = new RadioRows().of(state);
  expect(first).toMatchObject({ user: 'radio-1', talking: true, loss: 0.1, jitter: 7 });
  expect(first?.places.map(({ ssrc }) => ssrc)).toEqual([1, 11]);
  expect(second).toMatchObject({ user: 'radio-2', talking: false, loss: null, jitter: null });
});

it('keeps the row of a radio of which nothing has changed', () => {
  const rows = new RadioRows();
  const before = rows.of(state);
  const peers = new Map(state.peers).set(2, peer(2, { expected: 1 }));
  const after = rows.of({ ...state, peers });
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  const joined = new Map(state.channels).set('north', channel('north', 'North', 1, 2, 3));
  expect(rows.of({ ...state, peers, channels: joined })[0]).toBe(before[0]);
  const renamed = new Map(state.channels).set('north', channel('north', 'Nord', 1, 2));
  expect(rows.of({ ...state, peers, channels: renamed })[0]).not.toBe(before[0]);
});

it('forgets who has gone', () => {
  const rows = new RadioRows();
  rows.of(state);
  const radios = new Map([['radio-2', radio('radio-2')]]);
  expect(rows.of({ ...state, radios }).map(({ user }) => user)).toEqual(['radio-2']);
});
