import { networkInterfaces } from 'node:os';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { NewPeer } from './forwarder.ts';
import { Relay, type RelayOptions } from './relay.ts';
import { BACK_ENDS } from './testing/back-ends.ts';
import { eventually } from './testing/eventually.ts';
import { rtcp, rtp } from './testing/packets.ts';
import { TestRadio } from './testing/test-radio.ts';
import { workerUrl } from './testing/worker-url.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
/** Other systems have but the one IPv4 address of their loopback. */
const hasSecondIp = process.platform === 'linux';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The back end of the relays that are started. */
let io: (typeof BACK_ENDS)[number];

async function start(changes: Partial<RelayOptions> = {}): Promise<Relay> {
  const relay = await Relay.start({
    workerUrl: await workerUrl(),
    host: '',
    port: 0,
    io,
    latch: 'same-ip',
    maxPeers: 8,
    clock: systemClock,
    ...changes,
  });
  closing.push(() => relay.stop());
  return relay;
}

async function radio(relay: Relay, ip = '127.0.0.1'): Promise<TestRadio> {
  const opened = await TestRadio.open(relay.port, ip);
  closing.push(() => opened.close());
  return opened;
}

/** Adds a peer of channel `ops` on this machine. */
function add(relay: Relay, ssrc: number, changes: Partial<NewPeer> = {}): void {
  relay.addPeer({ ssrc, channelId: 'ops', ip: '127.0.0.1', mayTalk: true, ...changes });
}

/** A radio of a new peer whose address the relay knows. */
async function latched(relay: Relay, ssrc: number, ip = '127.0.0.1'): Promise<TestRadio> {
  const opened = await radio(relay, ip);
  opened.send(rtp({ ssrc }));
  await eventually(() => expect(relay.counters(ssrc)?.address).not.toBeNull());
  return opened;
}

describe.each(BACK_ENDS)('on %s', (name) => {
  beforeAll(() => {
    io = name;
  });

  describe('relaying', () => {
    it('sends what one says to the others, unchanged, and counts it', async () => {
      const relay = await start();
      [1, 2, 3].forEach((ssrc) => add(relay, ssrc));
      const one = await latched(relay, 1);
      const two = await latched(relay, 2);
      const before = systemClock.monotonic();
      const said = rtp({ ssrc: 2, csrcs: 1, extensionWords: 1, payload: 'radio check' });
      two.send(said);
      two.send(rtcp(2));
      await eventually(() => expect(one.heard.slice(1)).toEqual([said, rtcp(2)]));
      expect(two.heard).toEqual([]);
      const figures = relay.counters(2);
      expect(figures).toMatchObject({
        packets_in: 3,
        packets_out: 0,
        drops: {},
        address: `127.0.0.1:${two.port}`,
      });
      expect(figures?.lastPacketAt).toBeGreaterThanOrEqual(before);
      expect(figures?.talkStartedAt).toBeLessThanOrEqual(systemClock.monotonic());
      expect(relay.counters(1)).toMatchObject({ packets_in: 1, packets_out: 3 });
      expect(relay.counters(3)).toMatchObject({ packets_out: 0, address: null, talking: false });
      expect(relay.totals()).toMatchObject({ packets_in: 4, packets_out: 3 });
    });

    it.runIf(hasIpv6)('joins radios with IPv4 and with IPv6 in one channel', async () => {
      const relay = await start();
      expect(relay.host).toBe('::');
      add(relay, 4, { ip: '::ffff:127.0.0.1' });
      add(relay, 6, { ip: '::1' });
      const four = await latched(relay, 4, '127.0.0.1');
      const six = await latched(relay, 6, '::1');
      expect(relay.counters(4)?.address).toBe(`127.0.0.1:${four.port}`);
      expect(relay.counters(6)?.address).toBe(`[::1]:${six.port}`);
      six.send(rtp({ ssrc: 6, payload: 'from six' }));
      four.send(rtp({ ssrc: 4, payload: 'from four' }));
      await eventually(() => {
        expect(four.heard.at(-1)).toEqual(rtp({ ssrc: 6, payload: 'from six' }));
        expect(six.heard.at(-1)).toEqual(rtp({ ssrc: 4, payload: 'from four' }));
      });
    });

    it('moves to the port that a radio came back with', async () => {
      const relay = await start();
      add(relay, 1);
      add(relay, 2);
      const old = await latched(relay, 1);
      const two = await latched(relay, 2);
      old.close();
      const fresh = await radio(relay);
      await eventually(() => {
        fresh.send(rtp({ ssrc: 1 }));
        expect(relay.counters(1)?.address).toBe(`127.0.0.1:${fresh.port}`);
      });
      two.send(rtp({ ssrc: 2, payload: 'welcome back' }));
      await eventually(() => {
        expect(fresh.heard).toEqual([rtp({ ssrc: 2, payload: 'welcome back' })]);
      });
      expect(relay.counters(1)?.drops.port_moved_early).toBeGreaterThan(0);
    });
  });

  it('relays while the main thread does not come round', async () => {
    const relay = await start();
    add(relay, 1);
    add(relay, 2);
    const one = await latched(relay, 1);
    await latched(relay, 2);
    const { packets_out } = relay.totals();
    one.send(rtp({ ssrc: 1 }));
    const deadline = systemClock.monotonic() + 15_000;
    while (relay.totals().packets_out === packets_out) {
      if (systemClock.monotonic() > deadline) expect.fail('nothing was relayed');
    }
  });

  describe('dropping', () => {
    it('answers nobody, and counts why', async () => {
      const relay = await start();
      add(relay, 1);
      add(relay, 2, { mayTalk: false });
      const one = await latched(relay, 1);
      const observer = await latched(relay, 2);
      const stranger = await radio(relay);
      for (const bytes of [0, 11, 1501]) stranger.send(Buffer.alloc(bytes, 0x80));
      stranger.send(Buffer.alloc(20, 64));
      stranger.send(Buffer.alloc(20));
      stranger.send(rtp({ ssrc: 99 }));
      await eventually(() => {
        expect(relay.totals().drops).toEqual({
          too_short: 2,
          too_long: 1,
          not_rtp: 1,
          unknown_ssrc: 1,
          foreign_ip: 0,
          port_moved_early: 0,
          observer: 1,
          send_failed: 0,
          bad_stun: 1,
          stun_unauthenticated: 0,
          stun_replayed: 0,
          stun_rate: 0,
          srtp_auth: 0,
          srtp_replay: 0,
          too_many: 0,
          muted: 0,
        });
      });
      one.send(rtp({ ssrc: 1, payload: 'all of you' }));
      await eventually(() => expect(observer.heard).toHaveLength(1));
      expect([one.heard, stranger.heard]).toEqual([[], []]);
      expect(relay.counters(2)?.drops).toEqual({ observer: 1 });
    });

    it.runIf(hasSecondIp)('keeps a stranger out, and lets any IP in by the setting', async () => {
      for (const latch of ['same-ip', 'any-ip'] as const) {
        const relay = await start({ latch });
        add(relay, 1);
        const stranger = await radio(relay, '127.0.0.2');
        stranger.send(rtp({ ssrc: 1 }));
        const expected =
          latch === 'same-ip'
            ? { packets_in: 0, drops: { foreign_ip: 1 }, address: null }
            : { packets_in: 1, drops: {}, address: `127.0.0.2:${stranger.port}` };
        await eventually(() => expect(relay.counters(1)).toMatchObject(expected));
      }
    });
  });

  describe('peers', () => {
    it('come and go; the totals keep what they did', async () => {
      const relay = await start({ maxPeers: 2 });
      add(relay, 1);
      add(relay, 2);
      expect(relay.hasRoom).toBe(false);
      const one = await latched(relay, 1);
      relay.removePeer(1);
      relay.removePeer(1);
      expect([relay.hasRoom, relay.counters(1)]).toEqual([true, null]);
      add(relay, 3);
      expect(relay.counters(3)).toMatchObject({ packets_in: 0, address: null });
      one.send(rtp({ ssrc: 1 }));
      await eventually(() => expect(relay.totals().drops.unknown_ssrc).toBe(1));
      expect(relay.counters(3)).toMatchObject({ packets_in: 0, lastPacketAt: null, address: null });
      expect(relay.totals().packets_in).toBe(1);
    });

    it('are there for what comes in after they were added, and gone after their removal', async () => {
      const peers = Array.from({ length: 200 }, (_, index) => index + 1);
      const relay = await start({ maxPeers: peers.length });
      const one = await radio(relay);
      for (const ssrc of peers) {
        add(relay, ssrc);
        one.send(rtp({ ssrc }));
      }
      await eventually(() => expect(relay.totals().packets_in).toBe(200));
      for (const ssrc of peers) {
        relay.removePeer(ssrc);
        one.send(rtp({ ssrc }));
      }
      await eventually(() => expect(relay.totals().drops.unknown_ssrc).toBe(200));
    });

    it('have to be right', async () => {
      const relay = await start({ maxPeers: 1 });
      for (const ssrc of [0, -1, 1.5, 2 ** 32]) expect(() => add(relay, ssrc)).toThrow('no SSRC');
      add(relay, 2 ** 32 - 1);
      expect(() => add(relay, 2 ** 32 - 1)).toThrow('in use');
      expect(() => add(relay, 1)).toThrow('no room');
    });
  });
});
