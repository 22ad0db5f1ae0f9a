import { expect, it } from 'vitest';
import type { ChannelView, PeerView, RadioView } from '../../../contract/operator.ts';
import { firstVoice } from './first-voice.ts';

const radio = (user_id: string): RadioView => ({ user_id }) as RadioView;
const peer = (user_id: string, more: Partial<PeerView> = {}): PeerView =>
  ({ user_id, channel_id: 'a', talk_started_at: null, drops: {}, ...more }) as PeerView;
const channels = new Map([['a', { channel_id: 'a', channel_name: 'Alpha' } as ChannelView]]);

function net(radios: RadioView[], peers: PeerView[]) {
  return {
    channels,
    radios: new Map(radios.map((row) => [row.user_id, row])),
    peers: new Map(peers.map((row, ssrc) => [ssrc, row])),
  };
}

it('follows a radio from nowhere to being heard', () => {
  const kim = radio('kim');
  expect(firstVoice(net([], []))).toEqual({ stage: 'no_radio' });
  expect(firstVoice(net([kim], []))).toEqual({ stage: 'not_joined', user: 'kim' });
  expect(firstVoice(net([kim], [peer('kim')]))).toEqual({
    ...{ stage: 'silent', user: 'kim', channel: 'Alpha' },
  });
  expect(firstVoice(net([kim], [peer('kim', { talk_started_at: 5 })]))).toEqual({
    ...{ stage: 'heard', user: 'kim', channel: 'Alpha' },
  });
});

it('says why a radio that talks is not heard', () => {
  const dropped = peer('kim', { drops: { foreign_ip: 3 } });
  expect(firstVoice(net([radio('kim')], [peer('lee'), dropped]))).toEqual({
    ...{ stage: 'dropped', user: 'kim', reason: 'foreign_ip' },
  });
});

it('names the one that was heard last, whoever else is dropped', () => {
  const rows = [
    peer('kim', { talk_started_at: 5 }),
    peer('lee', { talk_started_at: 9, channel_id: 'gone' }),
    peer('park', { drops: { observer: 1 } }),
  ];
  expect(firstVoice(net([], rows))).toEqual({ stage: 'heard', user: 'lee', channel: 'gone' });
});
