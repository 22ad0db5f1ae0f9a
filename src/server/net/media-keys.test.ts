import { beforeEach, describe, expect, it } from 'vitest';
import { SRTP_PROFILES, type SrtpProfile } from '../../contract/srtp.ts';
import { formatMasterKey, type MasterKey } from '../../media/srtp/index.ts';
import { MediaKeys } from './media-keys.ts';

const [GCM, CM] = SRTP_PROFILES;

type Use = { profile: SrtpProfile; epoch: number; key: string | null };

let used: Use[];
let drawn: number;
let keys: MediaKeys;

function make(overPlainWs = false): void {
  used = [];
  drawn = 0;
  keys = new MediaKeys({
    relay: {
      setKey: (_channelId, profile: SrtpProfile, epoch: number, key: MasterKey | null) =>
        used.push({ profile, epoch, key: key && formatMasterKey(key) }),
    },
    random: { bytes: (count) => Buffer.alloc(count, (drawn += 1)) },
    overPlainWs,
  });
}

beforeEach(() => make());

describe('the profile', () => {
  it.each([
    { wishes: [GCM, CM], profile: GCM },
    { wishes: [CM, GCM], profile: CM },
    { wishes: ['NULL_HMAC_SHA1_80', CM], profile: CM },
    { wishes: ['NULL_HMAC_SHA1_80'], profile: undefined },
    { wishes: [], profile: undefined },
  ])('of a radio that wishes for $wishes is $profile', ({ wishes, profile }) => {
    expect(keys.profileFor(wishes, { ip: '127.0.0.1', secure: false })).toBe(profile);
  });

  it('is none where others could read the keys, unless that is allowed', () => {
    const tell = (): unknown[] =>
      ['127.0.0.1', '127.8.8.8', '::1', '192.0.2.1', '2001:db8::1', '10.127.0.1'].map(
        (ip) => keys.profileFor([CM], { ip, secure: false }) !== undefined,
      );
    expect(tell()).toEqual([true, true, true, false, false, false]);
    expect(keys.profileFor([CM], { ip: '192.0.2.1', secure: true })).toBe(CM);
    make(true);
    expect(tell()).toEqual([true, true, true, true, true, true]);
  });
});

describe('joining', () => {
  it('gives each member its own uplink and all of a profile one downlink', () => {
    const [one, two, three] = [
      keys.join('ops', 'one', CM),
      keys.join('ops', 'two', CM),
      keys.join('ops', 'three', GCM),
    ];
    expect(one.offer.downlink).toBe(two.offer.downlink);
    expect(used).toEqual([
      { profile: CM, epoch: 1, key: one.offer.downlink },
      { profile: GCM, epoch: 1, key: three.offer.downlink },
    ]);
    const secrets = [one, two, three].flatMap(({ offer }) => [offer.uplink, offer.downlink]);
    expect(new Set(secrets).size).toBe(5);
    expect(formatMasterKey(one.uplink)).toBe(one.offer.uplink);
    expect(Buffer.from(one.offer.uplink, 'base64')).toHaveLength(30);
    expect(Buffer.from(three.offer.uplink, 'base64')).toHaveLength(28);
  });
});

describe('leaving', () => {
  it('renews the keys of all who stay, and uses them when that is said', () => {
    for (const [user, profile] of [
      ['one', CM],
      ['two', CM],
      ['three', GCM],
    ] as const) {
      keys.join('ops', user, profile);
    }
    used.length = 0;
    const renewed = keys.leave('ops', 'one');
    expect(renewed?.told.map(({ userIds, key }) => [userIds, key.epoch])).toEqual([
      [['two'], 2],
      [['three'], 2],
    ]);
    expect(used).toEqual([]);
    renewed?.use();
    const downlinks = renewed?.told.map(({ key }) => key.downlink) ?? [];
    expect(used).toEqual([
      { profile: CM, epoch: 2, key: downlinks[0] },
      { profile: GCM, epoch: 2, key: downlinks[1] },
    ]);
    const { offer } = keys.join('ops', 'one', CM);
    expect([offer.downlink, offer.epoch]).toEqual([downlinks[0], 2]);
  });

  it('takes the key of a profile away with the last who speaks it', () => {
    keys.join('ops', 'one', CM);
    keys.join('ops', 'two', GCM);
    used.length = 0;
    keys.leave('ops', 'one')?.use();
    expect(used).toMatchObject([{ profile: CM, key: null }, { profile: GCM }]);
    const last = keys.leave('ops', 'two');
    expect(last?.told).toEqual([]);
    last?.use();
    expect(used.at(-1)).toEqual({ profile: GCM, epoch: 3, key: null });
    expect(keys.leave('ops', 'two')).toBeNull();
  });

  it('renews for a member that spoke plain RTP too', () => {
    keys.join('ops', 'one', CM);
    expect(keys.leave('ops', 'plain')?.told).toMatchObject([{ userIds: ['one'] }]);
    expect(keys.leave('other', 'plain')).toBeNull();
  });
});

describe('worn keys', () => {
  it('are renewed once', () => {
    keys.join('ops', 'one', CM);
    expect(keys.renew('ops', 1)?.told).toMatchObject([{ key: { epoch: 2 } }]);
    expect(keys.renew('ops', 1)).toBeNull();
    expect(keys.renew('other', 1)).toBeNull();
    keys.forget('ops');
    expect(keys.renew('ops', 2)).toBeNull();
  });
});
