import { beforeEach, expect, it } from 'vitest';
import { MediaPeerHub } from '../hubs/media-peer-hub.ts';
import { ManualClock } from '../manual-clock.ts';
import { NOTHING_YET, type PeerCounters } from '../relay/counter-reader.ts';
import { PeerViews } from './peer-views.ts';

const SSRC = 7;

let clock: ManualClock;
let hub: MediaPeerHub;
let counters: PeerCounters;
let views: PeerViews;

beforeEach(() => {
  clock = new ManualClock();
  hub = new MediaPeerHub({
    hasRoom: true,
    addPeer: () => undefined,
    removePeer: () => undefined,
    mutePeer: () => undefined,
  });
  counters = NOTHING_YET;
  const media = {
    counters: () => counters,
    presence: () => (counters.talking ? 1 : 0),
    work: () => counters.packets_in + (counters.rtt_ms ?? 0),
  };
  views = new PeerViews(hub, media, clock);
  hub.add({
    ssrc: SSRC,
    userId: 'kim',
    channelId: 'ops',
    ip: '10.0.0.1',
    mayTalk: true,
    stun: { username: 'u', password: 'p' },
  });
  views.changed(true);
});

/** What the relay has counted a second later. */
function secondLater(changes: Partial<PeerCounters>): readonly number[] {
  clock.advance(1_000);
  counters = { ...counters, ...changes };
  return views.changed(true);
}

it('has figures and rates of the last second, rounded', () => {
  expect(secondLater({ packets_in: 50, bytes_in: 6_600, jitter_ms: 1.23456 })).toEqual([SSRC]);
  expect(secondLater({ packets_in: 99, bytes_in: 13_001, talk_ms: 1_999.6 })).toEqual([SSRC]);
  expect(views.view(SSRC)).toMatchObject({
    packets_in: 99,
    quality: {
      packets_in_per_s: 49,
      bitrate_in_bps: 51_208,
      jitter_ms: 1.23,
      talk_ms: 2_000,
      rtt_ms: null,
    },
  });
});

it('tells of a rate that fell to nothing, and then no more', () => {
  secondLater({ packets_in: 50 });
  expect(secondLater({})).toEqual([SSRC]);
  expect(views.view(SSRC)?.quality.packets_in_per_s).toBe(0);
  expect(secondLater({})).toEqual([]);
});

it('keeps rates as they are where only talkers are looked at', () => {
  secondLater({ packets_in: 50 });
  clock.advance(100);
  counters = { ...counters, packets_in: 55, talking: true };
  expect(views.changed(false)).toEqual([SSRC]);
  expect(views.view(SSRC)?.quality.packets_in_per_s).toBe(50);
});

it('tells of a round trip, though no packet is relayed', () => {
  expect(secondLater({ rtt_ms: 12.345 })).toEqual([SSRC]);
  expect(views.view(SSRC)?.quality.rtt_ms).toBe(12.35);
});

it('knows no rates of the peer that had the SSRC before', () => {
  secondLater({ packets_in: 50 });
  const peer = hub.get(SSRC);
  hub.remove(SSRC);
  counters = NOTHING_YET;
  if (peer) hub.add(peer);
  expect(views.view(SSRC)?.quality.packets_in_per_s).toBe(0);
});
