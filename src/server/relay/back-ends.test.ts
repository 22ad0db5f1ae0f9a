import { networkInterfaces } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import type { MediaIo } from '../../contract/operator.ts';
import { masterKey, SRTP_BUFFER_BYTES, SrtpSender } from '../../media/srtp/index.ts';
import { systemClock } from '../clock.ts';
import { Relay } from './relay.ts';
import { BACK_ENDS } from './testing/back-ends.ts';
import { eventually } from './testing/eventually.ts';
import { rtcp, rtp } from './testing/packets.ts';
import { TestRadio } from './testing/test-radio.ts';
import { workerUrl } from './testing/worker-url.ts';

/** One and the same traffic through each back end: what comes out has to be the same. */

const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
const MEMBERS = 60;
const OBSERVER = MEMBERS;
const GONE = MEMBERS - 1;
const ROUNDS = 40;
/** The first of these encrypts, the second hears encrypted packets, the third plain ones. */
const SECRET = [201, 202, 203] as const;
const PROFILE = 'AEAD_AES_128_GCM';
const keyOf = (fill: number) => masterKey(PROFILE, new Uint8Array(28).fill(fill));

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What each radio heard and what the relay counted; nothing in it depends on time or ports. */
async function playOn(io: MediaIo): Promise<unknown> {
  const options = { workerUrl: await workerUrl(), host: '', port: 0, latch: 'same-ip' } as const;
  const relay = await Relay.start({ ...options, io, maxPeers: 100, clock: systemClock });
  closing.push(() => relay.stop());
  expect(relay.io).toBe(io);
  const open = async (ip: string): Promise<TestRadio> => {
    const radio = await TestRadio.open(relay.port, ip);
    closing.push(() => radio.close());
    return radio;
  };

  const radios: TestRadio[] = [];
  for (let ssrc = 1; ssrc <= MEMBERS; ssrc += 1) {
    const ip = hasIpv6 && ssrc % 3 === 0 ? '::1' : '127.0.0.1';
    const channelId = ssrc % 10 === 0 ? 'small' : 'large';
    relay.addPeer({ ssrc, channelId, ip, mayTalk: ssrc !== OBSERVER });
    const radio = await open(ip);
    radios.push(radio);
    radio.send(rtp({ ssrc, payload: '' }));
    await eventually(() => expect(relay.counters(ssrc)?.address).not.toBeNull());
  }
  const uplinks = SECRET.map((ssrc) => new SrtpSender(keyOf(ssrc)));
  const encrypted = (index: number, packet: Buffer): Buffer => {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    return out.subarray(0, uplinks[index]?.protectRtp(packet, 0, out));
  };
  const secret: TestRadio[] = [];
  for (const [index, ssrc] of SECRET.entries()) {
    const isPlain = index === 2;
    const uplink = isPlain ? {} : { uplink: keyOf(ssrc) };
    relay.addPeer({ ssrc, channelId: 'secret', ip: '127.0.0.1', mayTalk: true, ...uplink });
    if (index === 0) relay.setKey('secret', PROFILE, 1, keyOf(1));
    const radio = await open('127.0.0.1');
    secret.push(radio);
    const hello = rtp({ ssrc, payload: '' });
    radio.send(isPlain ? hello : encrypted(index, hello));
    await eventually(() => expect(relay.counters(ssrc)?.address).not.toBeNull());
  }
  // No member's IP: from one of those a port could move, if the machine paused for half a second.
  const stranger = await open('127.0.0.2');

  let said = 0;
  const dropped = () => Object.values(relay.totals().drops).reduce((sum, count) => sum + count);
  /** Nothing is lost on the way in: the next packets wait until these have been taken. */
  const taken = () =>
    eventually(() =>
      expect(relay.totals().packets_in - MEMBERS - SECRET.length + dropped()).toBe(said),
    );
  const say = (radio: TestRadio | undefined, packet: Uint8Array) => {
    radio?.send(packet);
    said += 1;
  };

  for (let round = 0; round < ROUNDS; round += 1) {
    if (round === ROUNDS / 2) relay.removePeer(GONE);
    for (let ssrc = 1 + (round % 7); ssrc <= MEMBERS; ssrc += 7) {
      const payload = String.fromCharCode(33 + round).repeat((ssrc * round) % 1480);
      say(radios[ssrc - 1], rtp({ ssrc, payload, csrcs: round % 3, second: round }));
    }
    const hush = rtp({ ssrc: SECRET[0], payload: 'x'.repeat(10 * round), sequence: round + 1 });
    say(secret[0], encrypted(0, hush));
    say(secret[1], hush);
    say(secret[2], rtp({ ssrc: SECRET[2], payload: 'plain', sequence: round + 1 }));
    say(radios[round], rtcp(round + 1, 201, 32));
    say(stranger, Buffer.alloc(round % 12, 0x80));
    say(stranger, Buffer.alloc(1490 + round, 0x80));
    say(stranger, Buffer.alloc(12 + round, round));
    say(stranger, rtp({ ssrc: 1000 + round }));
    say(stranger, rtp({ ssrc: 1 + round }));
    await taken();
  }

  const { packets_out } = relay.totals();
  await eventually(() => {
    const all = [...radios, ...secret];
    expect(all.reduce((sum, { heard }) => sum + heard.length, 0)).toBe(packets_out);
  });
  const ssrcs = [...radios.keys()].map((index) => index + 1);
  const counters = [...ssrcs, ...SECRET].map((ssrc) => {
    const figures = relay.counters(ssrc);
    if (figures === null) return null;
    const { packets_in, bytes_in, packets_out: out, bytes_out, drops } = figures;
    return { packets_in, bytes_in, packets_out: out, bytes_out, drops };
  });
  const heard = [...radios, ...secret].map((radio) =>
    radio.heard.map((packet) => packet.toString('hex')),
  );
  return { heard, counters, totals: relay.totals(), strange: stranger.heard };
}

it.runIf(BACK_ENDS.length > 1)(
  'come to the same, byte for byte and figure for figure',
  async () => {
    const [first, ...others] = BACK_ENDS;
    const expected = await playOn(first ?? 'dgram');
    for (const other of others) expect(await playOn(other)).toEqual(expected);
  },
);
