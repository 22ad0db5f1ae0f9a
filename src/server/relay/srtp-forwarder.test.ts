import { beforeEach, describe, expect, it } from 'vitest';
import { SRTP_PROFILES, type SrtpProfile } from '../../contract/srtp.ts';
import { ManualClock } from '../manual-clock.ts';
import { counterMemory } from './counter-memory.ts';
import { CounterReader } from './counter-reader.ts';
import { CounterWriter } from './counter-writer.ts';
import { Forwarder } from './forwarder.ts';
import { FakePacketIo } from './testing/fake-packet-io.ts';
import { rtcp } from './testing/packets.ts';
import { rtpOf, SrtpEnd, testKey } from './testing/srtp.ts';

const [GCM, CM] = SRTP_PROFILES;
const DOWNLINK = 200;

let clock: ManualClock;
let io: FakePacketIo;
let reader: CounterReader;
let forwarder: Forwarder<Parameters<ReturnType<FakePacketIo['fanOut']>['set']>[1]>;
let asked: number[];

beforeEach(() => {
  clock = new ManualClock();
  io = new FakePacketIo();
  asked = [];
  const memory = counterMemory(10);
  reader = new CounterReader(memory);
  forwarder = new Forwarder({
    io,
    counters: new CounterWriter(memory),
    rule: 'same-ip',
    maxPeers: 10,
    onRekey: (_channelId, epoch) => asked.push(epoch),
  });
  io.receive(forwarder.receive);
});

/** Adds a member whose address is known. */
function add(ssrc: number, profile: SrtpProfile | null, mayTalk = true): void {
  const peer = { ssrc, channelId: 'ops', ip: `10.0.0.${ssrc}`, mayTalk };
  const key = profile && testKey(profile, ssrc);
  forwarder.add(ssrc, ssrc, key === null ? peer : { ...peer, uplink: key });
  const hello = rtpOf(ssrc, 1, '');
  comes(key === null ? hello : new SrtpEnd(key).seal(hello), ssrc);
  io.sent.length = 0;
}

function comes(packet: Uint8Array, ssrc: number, from = `10.0.0.${ssrc}:4000`): string[] {
  return io.comes(packet, from, clock.monotonic());
}

/** What went to a member since the last look. */
function heard(ssrc: number): Uint8Array[] {
  const to = `10.0.0.${ssrc}:4000`;
  return io.sent.filter((sent) => sent.to === to).map(({ packet }) => packet);
}

function drops(ssrc: number): object {
  return reader.peer(ssrc, ssrc, clock.monotonic()).drops;
}

function key(profile: SrtpProfile, epoch = 1): SrtpEnd {
  const master = testKey(profile, DOWNLINK + epoch);
  forwarder.key('ops', profile, epoch, master);
  return new SrtpEnd(master);
}

describe.each(SRTP_PROFILES)('a channel of %s', (profile) => {
  let downlink: SrtpEnd;
  let talker: SrtpEnd;

  beforeEach(() => {
    downlink = key(profile);
    [1, 2, 3].forEach((ssrc) => add(ssrc, profile));
    talker = new SrtpEnd(testKey(profile, 1));
  });

  it('opens a packet with its sender’s key and sends one ciphertext to all others', () => {
    const packet = rtpOf(1, 2);
    expect(comes(talker.seal(packet), 1)).toEqual(['10.0.0.2:4000', '10.0.0.3:4000']);
    const [first] = heard(2);
    expect(heard(3)[0]).toBe(first);
    expect(downlink.open(first ?? packet)).toEqual(packet);
    expect(talker.open(first ?? packet)).toBeNull();
  });

  it('relays reports the same way', () => {
    comes(talker.sealReport(rtcp(1)), 1);
    expect(heard(2).map((packet) => downlink.openReport(packet))).toEqual([rtcp(1)]);
  });

  it('counts what came in and what went out by their length as they were', () => {
    const sealed = talker.seal(rtpOf(1, 2));
    const before = reader.peer(1, 1, clock.monotonic()).bytes_in;
    comes(sealed, 1);
    expect(reader.peer(1, 1, clock.monotonic())).toMatchObject({
      bytes_in: before + sealed.length,
      talking: true,
    });
    expect(reader.peer(2, 2, clock.monotonic()).bytes_out).toBeGreaterThanOrEqual(sealed.length);
  });

  it('drops what was tampered with, forged, or is not encrypted', () => {
    const tampered = talker.seal(rtpOf(1, 2));
    tampered[20] = (tampered[20] ?? 0) ^ 1;
    const foreign = new SrtpEnd(testKey(profile, 2)).seal(rtpOf(1, 3));
    const report = talker.sealReport(rtcp(1)).fill(0, 9, 12);
    for (const packet of [tampered, foreign, rtpOf(1, 4), report, rtcp(1)]) {
      expect(comes(packet, 1)).toEqual([]);
    }
    expect(drops(1)).toEqual({ srtp_auth: 5 });
    expect(comes(talker.seal(rtpOf(1, 2)), 1)).toHaveLength(2);
  });

  it('drops what came before', () => {
    const [packet, report] = [talker.seal(rtpOf(1, 2)), talker.sealReport(rtcp(1))];
    for (const sealed of [packet, report]) {
      expect(comes(sealed, 1)).toHaveLength(2);
      expect(comes(sealed, 1)).toEqual([]);
    }
    expect(drops(1)).toEqual({ srtp_replay: 2 });
  });

  it('takes a keep-alive for no speech', () => {
    clock.advance(10_000);
    comes(talker.seal(rtpOf(1, 2, '')), 1);
    expect(reader.peer(1, 1, clock.monotonic()).talking).toBe(false);
  });

  it('moves an address at once, to another IP too', () => {
    comes(talker.seal(rtpOf(1, 2)), 1, '192.168.7.7:5000');
    const other = new SrtpEnd(testKey(profile, 2));
    expect(comes(other.seal(rtpOf(2, 2)), 2)).toContain('192.168.7.7:5000');
  });

  it('moves no address for a packet that is late, forged, a report, or of no port', () => {
    const late = talker.seal(rtpOf(1, 2));
    comes(talker.seal(rtpOf(1, 3)), 1);
    for (const packet of [late, talker.sealReport(rtcp(1)), rtpOf(1, 4)]) {
      comes(packet, 1, '192.168.7.7:5000');
    }
    comes(talker.seal(rtpOf(1, 5)), 1, '10.0.0.1:0');
    const other = new SrtpEnd(testKey(profile, 2));
    expect(comes(other.seal(rtpOf(2, 2)), 2)).toContain('10.0.0.1:4000');
  });

  it('goes over to a new key with the very next packet', () => {
    comes(talker.seal(rtpOf(1, 2)), 1);
    const next = key(profile, 2);
    comes(talker.seal(rtpOf(1, 3)), 1);
    const [before, after] = heard(2);
    expect(downlink.open(before ?? rtpOf(1, 0))).toEqual(rtpOf(1, 2));
    expect(downlink.open(after ?? rtpOf(1, 0))).toBeNull();
    expect(next.open(after ?? rtpOf(1, 0))).toEqual(rtpOf(1, 3));
  });

  it('asks for a key when sequence numbers have gone around, and then who is late hears', () => {
    const packets = [40_000, 65_535, 0, 1].map((sequence) => rtpOf(1, sequence));
    comes(talker.seal(rtpOf(1, 20_000)), 1);
    packets.forEach((packet, i) => comes(talker.seal(packet, i < 2 ? 0 : 1), 1));
    const opened = heard(2).map((packet) => downlink.open(packet));
    expect(opened.slice(1)).toEqual(packets);
    // The key is too young for now.
    expect(asked).toEqual([]);
    clock.advance(2_000);
    comes(talker.seal(rtpOf(1, 2), 1), 1);
    comes(talker.seal(rtpOf(1, 3), 1), 1);
    expect(asked).toEqual([1]);

    const next = key(profile, 2);
    io.sent.length = 0;
    comes(talker.seal(rtpOf(1, 4), 1), 1);
    // ROC 1 on the way in, zero on the way out, as one who has just joined takes it to be.
    expect(heard(2).map((packet) => next.open(packet))).toEqual([rtpOf(1, 4)]);
    expect(asked).toEqual([1]);
  });
});

describe('a mixed channel', () => {
  it('gives each its own form, whoever talks, and encrypts once for each', () => {
    const ends = { gcm: key(GCM), cm: key(CM) };
    add(1, GCM);
    add(2, CM);
    add(3, null);
    add(4, null);
    const packet = rtpOf(1, 2);
    comes(new SrtpEnd(testKey(GCM, 1)).seal(packet), 1);
    expect(heard(2).map((sent) => ends.cm.open(sent))).toEqual([packet]);
    expect(heard(3)).toEqual([packet]);
    expect(heard(4)).toEqual([packet]);

    io.sent.length = 0;
    const plain = rtpOf(3, 7);
    comes(plain, 3);
    expect(heard(1).map((sent) => ends.gcm.open(sent))).toEqual([plain]);
    expect(heard(2).map((sent) => ends.cm.open(sent))).toEqual([plain]);
    expect(heard(4)).toEqual([plain]);
    expect(heard(3)).toEqual([]);
  });

  it('keeps a plain packet as it was while the next one is decrypted', () => {
    key(CM);
    add(1, CM);
    add(2, null);
    const talker = new SrtpEnd(testKey(CM, 1));
    comes(talker.seal(rtpOf(1, 2, 'one')), 1);
    comes(talker.seal(rtpOf(1, 3, 'two')), 1);
    expect(heard(2)).toEqual([rtpOf(1, 2, 'one'), rtpOf(1, 3, 'two')]);
  });

  it('never encrypts two plain packets with the same index', () => {
    const downlink = key(CM);
    add(1, null);
    add(2, CM);
    add(3, null);
    comes(rtpOf(1, 5, 'once'), 1);
    expect(comes(rtpOf(1, 5, 'more'), 1)).toEqual(['10.0.0.3:4000']);
    expect(heard(2).map((packet) => downlink.open(packet))).toEqual([rtpOf(1, 5, 'once')]);
    expect(drops(1)).toEqual({ srtp_replay: 1 });
  });

  it('carries on after a plain radio began its sequence anew, with another key', () => {
    key(CM);
    add(1, null);
    add(2, CM);
    comes(rtpOf(1, 20_000), 1);
    clock.advance(2_000);
    comes(rtpOf(1, 500), 1);
    expect(asked).toEqual([1]);
    const next = key(CM, 2);
    io.sent.length = 0;
    comes(rtpOf(1, 501), 1);
    expect(heard(2).map((packet) => next.open(packet))).toEqual([rtpOf(1, 501)]);
  });

  it('sends nothing in a form for which there is no key', () => {
    key(CM);
    add(1, null);
    add(2, CM);
    forwarder.key('ops', CM, 2, null);
    expect(comes(rtpOf(1, 5), 1)).toEqual([]);
    expect(drops(1)).toEqual({});
  });
});

it('lets an observer that speaks SRTP hear, and nothing else', () => {
  key(CM);
  add(1, CM);
  add(2, CM, false);
  const observer = new SrtpEnd(testKey(CM, 2));
  expect(comes(observer.seal(rtpOf(2, 2)), 2)).toEqual([]);
  expect(drops(2)).toEqual({ observer: 1 });
  expect(comes(new SrtpEnd(testKey(CM, 1)).seal(rtpOf(1, 2)), 1)).toEqual(['10.0.0.2:4000']);
});
