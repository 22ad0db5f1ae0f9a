import { describe, expect, it } from 'vitest';
import { TRAFFIC_POINTS } from '../../contract/limits.ts';
import type { NetState, PeerView, TrafficPoint } from '../../contract/operator.ts';
import { NO_QUALITY } from './testing/no-quality.ts';
import { afterDelta, EMPTY, fromSnapshot } from './state.ts';

function peer(ssrc: number, packets_in = 0): PeerView {
  return {
    ssrc,
    user_id: `user-${ssrc}`,
    channel_id: 'c',
    srtp: null,
    address: null,
    latched_by: null,
    talking: false,
    talk_started_at: null,
    last_packet_at: null,
    drops: {},
    quality: NO_QUALITY,
    packets_in,
    bytes_in: 0,
    packets_out: 0,
    bytes_out: 0,
  };
}

function point(at: number): TrafficPoint {
  return {
    at,
    packets_in_per_s: 0,
    packets_out_per_s: 0,
    bytes_in_per_s: 0,
    bytes_out_per_s: 0,
    drops_per_s: 0,
    relay_load: null,
  };
}

const points = (from: number, count: number): TrafficPoint[] =>
  Array.from({ length: count }, (_, index) => point(from + index));

const base = fromSnapshot({
  seq: 3,
  at: 0,
  net: { state: 'starting' },
  totals: EMPTY.totals,
  limits_hit: EMPTY.limits_hit,
  heads: { event_id: 0, message_id: 0 },
  traffic: [],
  channels: [],
  radios: [],
  peers: [peer(1), peer(2), peer(3)],
  tokens: [],
  alarms: [],
  sanctions: [],
});

const journal = { state: 'ok', since: null, reason: null, lost: 0, set_aside: null } as const;
const onAir: NetState = {
  state: 'on_air',
  since: 0,
  addresses: { ws_port: 1, udp_port: 2, wss_port: null, urls: [], wss_urls: [], certificate: null },
  data_dir: '/data',
  media_io: 'dgram',
  addresses_changed_at: null,
  watch: { suspect_after_ms: 20_000, zombie_after_ms: 35_000, interval_ms: 1_000 },
  journal,
};

describe('fromSnapshot', () => {
  it('keys every table', () => {
    expect([...base.peers.keys()]).toEqual([1, 2, 3]);
    expect(base.seq).toBe(3);
  });
});

describe('afterDelta', () => {
  it('changes the rows that are set, removes those that are gone, and keeps the others as they are', () => {
    const next = afterDelta(base, { seq: 4, at: 0, peers: { set: [peer(1, 9)], gone: [3] } });
    expect(next.peers.get(1)?.packets_in).toBe(9);
    expect(next.peers.get(2)).toBe(base.peers.get(2));
    expect(next.peers.has(3)).toBe(false);
    expect(next.seq).toBe(4);
  });

  it('keeps a row that is gone and set again in one delta', () => {
    const next = afterDelta(base, { seq: 4, at: 0, peers: { set: [peer(1, 5)], gone: [1] } });
    expect(next.peers.get(1)?.packets_in).toBe(5);
  });

  it('leaves what the delta does not touch the same object, and never changes the old state', () => {
    const next = afterDelta(base, { seq: 4, at: 0, peers: { set: [], gone: [1] } });
    expect(next.radios).toBe(base.radios);
    expect(next.traffic).toBe(base.traffic);
    expect(next.totals).toBe(base.totals);
    expect(next.net).toBe(base.net);
    expect(base.peers.size).toBe(3);
  });

  it('takes what the net says of its journal, and keeps it until it says something else', () => {
    const failing = {
      ...onAir,
      journal: { ...journal, state: 'failing', since: 5, reason: 'disk_full', lost: 3 },
    } as const;
    const next = afterDelta({ ...base, net: onAir }, { seq: 4, at: 0, net: failing });
    expect(next.net).toEqual(failing);
    expect(afterDelta(next, { seq: 5, at: 0 }).net).toBe(next.net);
    expect(afterDelta(next, { seq: 5, at: 0, net: onAir }).net).toBe(onAir);
  });

  it('appends traffic and lets the oldest fall off', () => {
    const full = { ...base, traffic: points(0, TRAFFIC_POINTS) };
    const next = afterDelta(full, { seq: 4, at: 0, traffic: points(TRAFFIC_POINTS, 2) });
    expect(next.traffic).toHaveLength(TRAFFIC_POINTS);
    expect(next.traffic[0]?.at).toBe(2);
    expect(next.traffic.at(-1)?.at).toBe(TRAFFIC_POINTS + 1);
  });
});
