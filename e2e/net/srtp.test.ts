import { describe, expect, it } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { SRTP_PROFILES } from '../../src/contract/srtp.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { joinSecure, nextKey, opener, secureRadio, sendTo, dropsOf } from './srtp.ts';
import { startNet, type TestNet } from './start-net.ts';
import { eventually, latch, rtp, udp } from './udp.ts';

const [GCM, CM] = SRTP_PROFILES;

const alpha = { channel_id: 'alpha', channel_name: 'Alpha' };

function net(): Promise<TestNet> {
  return startNet({ channels: [alpha] });
}

describe('joining', () => {
  it('tells keys to a radio that asks for them, in the profile it likes best', async () => {
    const on = await net();
    const [one, two, three] = [
      await on.radio('one'),
      await on.radio('two'),
      await on.radio('three'),
    ];
    const first = await joinSecure(one, 'alpha', 1, ['FUTURE_PROFILE', CM, GCM]);
    const second = await joinSecure(two, 'alpha', 2, [GCM]);
    expect(first).toMatchObject({ profile: CM, epoch: 1 });
    expect(second).toMatchObject({ profile: GCM, epoch: 1 });
    expect(await joinSecure(three, 'alpha', 3, ['FUTURE_PROFILE'])).toBeUndefined();
    const { peers } = on.server.feed.snapshot();
    expect(peers.map(({ srtp }) => srtp)).toEqual([CM, GCM, null]);
  });

  it('shows no key to operators', async () => {
    const on = await net();
    const offer = await joinSecure(await on.radio('one'), 'alpha', 1, [CM]);
    const shown = JSON.stringify(on.server.feed.snapshot());
    expect(offer?.uplink).toHaveLength(40);
    for (const secret of [offer?.uplink, offer?.downlink]) expect(shown).not.toContain(secret);
  });

  it('refuses plain radios where a channel wants SRTP', async () => {
    const on = await startNet({ channels: [{ ...alpha, srtp: 'required' }] });
    const plain = await on.radio('plain');
    for (const srtp of [undefined, [], ['FUTURE_PROFILE']]) {
      const [answer] = await plain.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1, srtp });
      expect(answer).toMatchObject({ op: Op.ERROR, d: { code: 2002, op: Op.CHANNEL_JOIN } });
    }
    expect(await joinSecure(plain, 'alpha', 1, [GCM])).toBeDefined();
  });

  it('refuses them in a channel that an operator made so', async () => {
    const on = await net();
    await on.server.operator.run('channel.create', {
      channel_id: 'secret',
      channel_name: 'Secret',
      srtp: 'required',
    });
    const plain = await on.radio('plain');
    const [answer] = await plain.ask(Op.CHANNEL_JOIN, { channel_id: 'secret', ssrc: 1 });
    expect(answer).toMatchObject({ op: Op.ERROR, d: { code: 2002 } });
  });

  it('answers a malformed wish with 1004', async () => {
    const on = await net();
    const one = await on.radio('one');
    for (const srtp of ['AEAD_AES_128_GCM', [1], Array.from({ length: 17 }, () => CM)]) {
      const [answer] = await one.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1, srtp });
      expect(answer).toMatchObject({ op: Op.ERROR, d: { code: 1004 } });
    }
  });
});

describe('media', () => {
  it('never lets out what was tampered with, replayed, or forged', async () => {
    const on = await net();
    const talker = await secureRadio(on, 'talker', 1, CM);
    const ears = await secureRadio(on, 'ears', 2, GCM);
    const good = talker.uplink.seal(rtp(1, 1_000));
    const tampered = talker.uplink.seal(rtp(1, 1_001));
    tampered[20] = (tampered[20] ?? 0) ^ 0x80;
    const forged = ears.uplink.seal(rtp(1, 1_002));
    for (const packet of [good, tampered, good, forged, rtp(1, 1_003)]) {
      sendTo(on, talker.socket, packet);
    }
    sendTo(on, talker.socket, talker.uplink.seal(rtp(1, 1_004)));
    await eventually(() => ears.heard.length >= 2);
    expect(dropsOf(on, 1)).toEqual({ srtp_auth: 3, srtp_replay: 1 });
    const open = opener(GCM, ears.offer.downlink);
    expect(ears.heard.map(open)).toEqual([rtp(1, 1_000), rtp(1, 1_004)]);
  });

  it('goes to plain and encrypted members alike, each in its form', async () => {
    const on = await net();
    const cm = await secureRadio(on, 'cm', 1, CM);
    const gcm = await secureRadio(on, 'gcm', 2, GCM);
    const plain = await on.radio('plain');
    await plain.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 3 });
    const socket = await udp();
    const heard: Buffer[] = [];
    await latch(on, socket, 3);
    await eventually(() => cm.heard.length > 0 && gcm.heard.length > 0);
    socket.on('message', (packet: Buffer) => heard.push(packet));

    sendTo(on, cm.socket, cm.uplink.seal(rtp(1, 500)));
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([rtp(1, 500)]);
    const openGcm = opener(GCM, gcm.offer.downlink);
    await eventually(() => gcm.heard.some((packet) => openGcm(packet)?.equals(rtp(1, 500))));

    sendTo(on, socket, rtp(3, 900));
    const openCm = opener(CM, cm.offer.downlink);
    await eventually(() => cm.heard.some((packet) => openCm(packet)?.equals(rtp(3, 900))));
    expect([...cm.heard, ...gcm.heard].some((packet) => packet.equals(rtp(3, 900)))).toBe(false);
  });
});

describe('new keys', () => {
  it('go to those who stay, and what was known before opens nothing that follows', async () => {
    const on = await net();
    const talker = await secureRadio(on, 'talker', 1, CM);
    const ears = await secureRadio(on, 'ears', 2, GCM);
    const leaver = await secureRadio(on, 'leaver', 3, GCM);
    expect(leaver.offer.downlink).toBe(ears.offer.downlink);
    await leaver.radio.ask(Op.CHANNEL_LEAVE, { channel_id: 'alpha' });
    const [key, talkersKey] = [await nextKey(ears.radio), await nextKey(talker.radio)];
    expect([key.epoch, talkersKey.epoch]).toEqual([2, 2]);
    expect(key.downlink).not.toBe(talkersKey.downlink);

    const before = leaver.heard.length;
    for (let n = 1; n <= 50; n += 1) sendTo(on, talker.socket, talker.uplink.seal(rtp(1, 100 + n)));
    // What the leaver sent to make its address known may still be under way.
    const spoken = (): Buffer[] => ears.heard.filter((packet) => packet.readUInt32BE(8) === 1);
    await eventually(() => spoken().length === 50);
    const [open, openAsBefore] = [opener(GCM, key.downlink), opener(GCM, leaver.offer.downlink)];
    expect(spoken().map(openAsBefore)).toEqual(spoken().map(() => null));
    expect(spoken().map(open)).toEqual(spoken().map((_, i) => rtp(1, 101 + i)));
    expect(leaver.heard).toHaveLength(before);
  });

  it('come when a member is kicked, and when its connection ends', async () => {
    const on = await net();
    const stays = await secureRadio(on, 'stays', 1, CM);
    for (const [userId, ssrc] of [
      ['kicked', 2],
      ['gone', 3],
    ] as const) {
      const { radio } = await secureRadio(on, userId, ssrc, CM);
      if (userId === 'kicked') await on.server.operator.run('radio.kick', { user_id: userId });
      else radio.socket.terminate();
      expect(await nextKey(stays.radio)).toMatchObject({ channel_id: 'alpha', epoch: ssrc });
    }
  });

  it('come when a member falls silent', async () => {
    const clock = new ManualClock();
    const on = await startNet({ channels: [alpha] }, { clock });
    const [stays, silent] = [await on.radio('stays'), await on.radio('silent')];
    await joinSecure(stays, 'alpha', 1, [CM]);
    await joinSecure(silent, 'alpha', 2, [CM]);
    clock.advance(34_000);
    await stays.ask(Op.HEARTBEAT, null);
    clock.advance(1_000);
    clock.advance(1_000);
    expect(await nextKey(stays)).toMatchObject({ epoch: 2 });
  });

  it('come when a sequence has gone around, so that one who joins then hears', async () => {
    const on = await net();
    const talker = await secureRadio(on, 'talker', 1, CM);
    const ears = await secureRadio(on, 'ears', 2, CM);
    const say = (index: number): void => {
      const roc = Math.floor(index / 0x1_0000);
      sendTo(on, talker.socket, talker.uplink.seal(rtp(1, index), roc));
    };
    for (let index = 20_000; index < 0x1_0000; index += 20_000) say(index);
    let index = 0xfffe;
    const told = nextKey(ears.radio);
    const next20Ms = (): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, 20));
    // At the pace of speech, until the relay finds the key old enough.
    let key = await Promise.race([told, next20Ms()]);
    for (; key === undefined; key = await Promise.race([told, next20Ms()])) say((index += 1));
    const late = await secureRadio(on, 'late', 3, CM);
    expect(late.offer).toMatchObject({ downlink: key.downlink, epoch: 2 });
    late.heard.length = 0;
    for (let n = 1; n <= 10; n += 1) say(index + n);
    await eventually(() => late.heard.length === 10);
    const open = opener(CM, late.offer.downlink);
    expect(late.heard.map(open)).toEqual(late.heard.map((_, i) => rtp(1, index + 1 + i)));
  });
});
