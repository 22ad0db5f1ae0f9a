import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SRTP_PROFILES } from '../contract/srtp.ts';
import type { SrtpOffer } from '../contract/wire.ts';
import {
  formatMasterKey,
  keyAndSaltBytes,
  masterKey,
  type MasterKey,
  SRTP_BUFFER_BYTES,
  SrtpReceiver,
  SrtpSender,
} from '../media/srtp/index.ts';
import { HeldPackets } from './held-packets.ts';
import { ManualClock } from './manual-clock.ts';
import { buildRtp } from './rtp.ts';
import { SrtpKeyring } from './srtp-keyring.ts';

const OWN = 77;
const OTHER = 5;

describe.each(SRTP_PROFILES)('SrtpKeyring, %s', (profile) => {
  const key = (seed: number): MasterKey =>
    masterKey(profile, new Uint8Array(keyAndSaltBytes(profile)).fill(seed));
  const told = (seed: number): string => formatMasterKey(key(seed));
  const offer: SrtpOffer = { profile, uplink: told(1), downlink: told(2), epoch: 1 };

  let clock: ManualClock;
  let ring: SrtpKeyring;
  beforeEach(() => {
    clock = new ManualClock();
    ring = new SrtpKeyring(clock);
  });

  const rtp = (ssrc: number, sequence: number): Buffer =>
    buildRtp({
      payloadType: 111,
      marker: false,
      sequence,
      timestamp: 0,
      ssrc,
      payload: Buffer.from(`speech ${sequence}`),
    });

  /** A packet as the net sends it with a key. */
  const fromNet = (seed: number, packet: Buffer): Buffer => {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    return out.subarray(0, new SrtpSender(key(seed)).protectRtp(packet, 0, out));
  };

  it('seals what its own SSRC sends, around the wrap too, and leaves others alone', () => {
    ring.join('ops', OWN, offer);
    const net = new SrtpReceiver(key(1));
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    for (const sequence of [0x7fff, 0xfff0, 0xffff, 0, 1]) {
      const packet = rtp(OWN, sequence);
      const bytes = net.unprotectRtp(ring.seal(packet), out);
      expect(out.subarray(0, Math.max(0, bytes))).toEqual(packet);
    }
    expect(ring.seal(rtp(OTHER, 1))).toEqual(rtp(OTHER, 1));
  });

  it('opens what the net sends, once, and nothing else', () => {
    ring.join('ops', OWN, offer);
    const sealed = fromNet(2, rtp(OTHER, 9));
    expect(ring.open(sealed)).toEqual(rtp(OTHER, 9));
    expect(ring.open(sealed)).toBeNull();
    expect(ring.open(fromNet(3, rtp(OTHER, 10)))).toBeNull();
    expect(ring.open(rtp(OTHER, 11))).toBeNull();
    expect(ring.open(Buffer.alloc(5))).toBeNull();
    expect(ring.open(Buffer.alloc(9_000, 0x80))).toBeNull();
  });

  it('finds the channel of a talker among several, whether new or heard elsewhere before', () => {
    ring.join('one', OWN, offer);
    ring.join('two', OWN + 1, { ...offer, downlink: told(3) });
    expect(ring.open(fromNet(3, rtp(OTHER, 1)))).toEqual(rtp(OTHER, 1));
    expect(ring.open(fromNet(2, rtp(OTHER, 1)))).toEqual(rtp(OTHER, 1));
    ring.leave('one');
    expect(ring.open(fromNet(2, rtp(OTHER, 2)))).toBeNull();
    expect(ring.open(fromNet(3, rtp(OTHER, 2)))).toEqual(rtp(OTHER, 2));
    ring.leave('two');
    expect(ring.isInUse).toBe(false);
  });

  it('takes both keys for two seconds, then the new one alone', async () => {
    ring.join('ops', OWN, offer);
    ring.renew({ channel_id: 'ops', epoch: 2, downlink: told(3) });
    await clock.advance(1_999);
    expect(ring.open(fromNet(2, rtp(OTHER, 1)))).toEqual(rtp(OTHER, 1));
    expect(ring.open(fromNet(3, rtp(OTHER, 2)))).toEqual(rtp(OTHER, 2));
    await clock.advance(1);
    expect(ring.open(fromNet(2, rtp(OTHER, 3)))).toBeNull();
    expect(ring.open(fromNet(3, rtp(OTHER, 3)))).toEqual(rtp(OTHER, 3));
  });

  it('takes a key that comes before the answer to the join', () => {
    ring.renew({ channel_id: 'ops', epoch: 2, downlink: told(3) });
    ring.join('ops', OWN, offer);
    expect(ring.open(fromNet(3, rtp(OTHER, 1)))).toEqual(rtp(OTHER, 1));
  });

  it('forgets such a key when the channel is left', () => {
    ring.join('ops', OWN, offer);
    ring.leave('ops');
    ring.renew({ channel_id: 'ops', epoch: 9, downlink: told(3) });
    ring.leave('ops');
    ring.join('ops', OWN, offer);
    expect(ring.open(fromNet(3, rtp(OTHER, 1)))).toBeNull();
  });

  it('tells of new keys, until it is told not to', () => {
    const heard = vi.fn();
    ring.join('ops', OWN, offer);
    const cancel = ring.onRenewed(heard);
    ring.renew({ channel_id: 'ops', epoch: 2, downlink: told(3) });
    cancel();
    ring.renew({ channel_id: 'ops', epoch: 3, downlink: told(4) });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('refuses a key of the wrong length', () => {
    expect(() => ring.join('ops', OWN, { ...offer, downlink: 'AAAA' })).toThrow(RangeError);
  });
});

describe('HeldPackets', () => {
  it('gives out once what is at most 500 ms old', async () => {
    const clock = new ManualClock();
    const held = new HeldPackets(clock);
    held.add(Buffer.from('old'));
    await clock.advance(1);
    held.add(Buffer.from('young'));
    await clock.advance(500);
    expect(held.take().map(String)).toEqual(['young']);
    expect(held.take()).toEqual([]);
  });

  it('holds the last 64', () => {
    const held = new HeldPackets(new ManualClock());
    for (let n = 0; n < 65; n += 1) held.add(Buffer.of(n));
    const taken = held.take().map((packet) => packet[0]);
    expect([taken.length, taken[0], taken.at(-1)]).toEqual([64, 1, 64]);
  });
});
