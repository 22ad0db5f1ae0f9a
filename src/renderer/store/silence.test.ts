import { describe, expect, it } from 'vitest';
import type { PeerView, RadioView, Watch } from '../../contract/operator.ts';
import { lastSpoke, removedAt, silentWays } from './silence.ts';

const watch: Watch = { suspect_after_ms: 20_000, zombie_after_ms: 35_000, interval_ms: 1_000 };
const NOW = 100_000;

const radio = (values: Partial<RadioView>): RadioView =>
  ({
    state: 'alive',
    frame_seen_at: NOW,
    packet_proved_at: null,
    resumable_until: null,
    ...values,
  }) as RadioView;
const peer = (last_packet_at: number | null): PeerView => ({ last_packet_at }) as PeerView;

describe('lastSpoke', () => {
  it('takes the newest packet of any place, proved or relayed', () => {
    expect(lastSpoke(radio({ packet_proved_at: 7 }), [peer(9), peer(null), peer(8)]).udp).toBe(9);
    expect(lastSpoke(radio({ packet_proved_at: 9 }), [peer(8)]).udp).toBe(9);
    expect(lastSpoke(radio({ frame_seen_at: 5 }), [peer(null)])).toEqual({
      websocket: 5,
      udp: null,
    });
  });
});

describe('silentWays', () => {
  const ways = (frame: number, proved: number | null, packet: number | null, lost = false) => {
    const row = radio({
      frame_seen_at: NOW - frame,
      packet_proved_at: proved === null ? null : NOW - proved,
      resumable_until: lost ? NOW + 1 : null,
    });
    const peers = packet === null ? [] : [peer(NOW - packet)];
    return silentWays(row, lastSpoke(row, peers), watch, NOW);
  };

  it.each([
    [0, null, null, null],
    [19_999, 19_999, null, null],
    [20_000, null, null, 'both'],
    [20_000, 20_000, null, 'both'],
    [20_000, 20_000, 100, 'websocket'],
    [20_000, null, 100, 'websocket'],
    [20_000, null, 20_000, 'both'],
    [0, 20_000, null, 'udp'],
    [0, 20_000, 100, null],
    // Plain RTP owes no sign of life.
    [0, null, 90_000, null],
  ] as const)('frame %d, proof %s and packet %s ms ago: %s', (frame, proved, packet, expected) => {
    expect(ways(frame, proved, packet)).toBe(expected);
  });

  it('counts a lost connection as silent at once', () => {
    expect(ways(0, 100, null, true)).toBe('websocket');
    expect(ways(0, null, null, true)).toBe('both');
  });
});

describe('removedAt', () => {
  it('is after the time of a zombie and one look more, or the end of the resume window', () => {
    expect(removedAt(radio({ last_seen_at: 1_000 }), watch)).toBeNull();
    expect(removedAt(radio({ state: 'suspect', last_seen_at: 1_000 }), watch)).toBe(37_000);
    expect(removedAt(radio({ state: 'suspect', resumable_until: 7 }), watch)).toBe(7);
  });
});
