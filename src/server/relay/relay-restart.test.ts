import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SRTP_PROFILES } from '../../contract/srtp.ts';
import { systemClock } from '../clock.ts';
import { ManualClock } from '../manual-clock.ts';
import type { NewPeer } from './forwarder.ts';
import { Relay, type RelayOptions } from './relay.ts';
import { BACK_ENDS } from './testing/back-ends.ts';
import { binding, credentialsOf } from './testing/binding.ts';
import { eventually } from './testing/eventually.ts';
import { mortalWorkerUrl } from './testing/mortal-worker.ts';
import { endThreads, hangThreads } from './testing/thread-orders.ts';
import { rtp } from './testing/packets.ts';
import { rtpOf, SrtpEnd, testKey } from './testing/srtp.ts';
import { TestRadio } from './testing/test-radio.ts';

const [GCM, CM] = SRTP_PROFILES;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The back end of the relays that are started. */
let io: (typeof BACK_ENDS)[number];

/** A relay whose threads can be ended, and what it told of that. */
async function start(
  changes: Partial<RelayOptions> = {},
): Promise<{ relay: Relay; told: string[]; restarted: () => Promise<void> }> {
  const relay = await Relay.start({
    workerUrl: await mortalWorkerUrl(),
    host: '',
    port: 0,
    io,
    latch: 'same-ip',
    maxPeers: 8,
    clock: systemClock,
    ...changes,
  });
  closing.push(() => relay.stop());
  const told: string[] = [];
  relay.onDown.on(({ message }) => told.push(`down: ${message}`));
  relay.onRestart.on(({ reason }) => told.push(`up after: ${reason}`));
  const restarted = (): Promise<void> => {
    const before = told.filter((line) => line.startsWith('up')).length;
    return eventually(() =>
      expect(told.filter((line) => line.startsWith('up')).length).toBeGreaterThan(before),
    );
  };
  return { relay, told, restarted };
}

async function radio(relay: Relay, ip?: string): Promise<TestRadio> {
  const opened = await TestRadio.open(relay.port, ip);
  closing.push(() => opened.close());
  return opened;
}

function add(relay: Relay, ssrc: number, changes: Partial<NewPeer> = {}): void {
  relay.addPeer({ ssrc, channelId: 'ops', ip: '127.0.0.1', mayTalk: true, ...changes });
}

async function latched(relay: Relay, ssrc: number, ip?: string): Promise<TestRadio> {
  const opened = await radio(relay, ip);
  opened.send(rtp({ ssrc }));
  await eventually(() => expect(relay.counters(ssrc)?.address).not.toBeNull());
  return opened;
}

/** Takes a port as another program would, for as long as the test wants it. */
async function taken(port: number): Promise<Socket> {
  for (;;) {
    const socket = createSocket('udp6');
    const listening = once(socket, 'listening').then(() => true);
    socket.bind(port);
    if (await listening.catch(() => false)) return socket;
    socket.close();
  }
}

describe.each(BACK_ENDS)('on %s', (name) => {
  beforeAll(() => {
    io = name;
  });

  describe('a thread that ends by itself', () => {
    it('is followed by another, which knows everybody, and who only listens hears on', async () => {
      const { relay, told, restarted } = await start();
      [1, 2].forEach((ssrc) => add(relay, ssrc));
      const [talker, ears] = [await latched(relay, 1), await latched(relay, 2)];
      const before = { ...relay.counters(1), totals: relay.totals() };
      const { port } = relay;
      const up = restarted();
      endThreads();
      await up;
      expect(told).toEqual(['down: a bug', 'up after: a bug']);
      expect(relay.down).toBeNull();
      expect(relay.port).toBe(port);
      expect(relay.counters(1)).toMatchObject({
        packets_in: before.packets_in,
        address: before.address,
        latchedBy: 'rtp',
      });
      ears.heard.length = 0;
      const said = rtp({ ssrc: 1, sequence: 1, payload: 'after' });
      talker.send(said);
      await eventually(() => expect(ears.heard).toEqual([said]));
      expect(relay.counters(1)?.packets_in).toBe((before.packets_in ?? 0) + 1);
      expect(relay.totals().packets_in).toBe(before.totals.packets_in + 1);
    });

    it('leaves who joined and who left meanwhile as they are', async () => {
      const { relay, restarted } = await start();
      [1, 2, 3].forEach((ssrc) => add(relay, ssrc));
      const [talker, gone] = [await latched(relay, 1), await latched(relay, 2)];
      const up = restarted();
      const down = new Promise((resolve) => relay.onDown.on(resolve));
      endThreads();
      await down;
      relay.removePeer(2);
      relay.removePeer(3);
      add(relay, 4);
      await up;
      const ears = await latched(relay, 4);
      gone.heard.length = 0;
      talker.send(rtp({ ssrc: 1, sequence: 1 }));
      await eventually(() => expect(ears.heard).toHaveLength(1));
      expect(gone.heard).toEqual([]);
      expect(relay.counters(4)).toMatchObject({ packets_in: 1 });
      gone.send(rtp({ ssrc: 2 }));
      await eventually(() => expect(relay.totals().drops.unknown_ssrc).toBe(1));
    });

    it('has its successor refuse a STUN request that it had taken itself', async () => {
      const { relay, restarted } = await start();
      add(relay, 1, { stun: credentialsOf(1) });
      const [one, thief] = [await radio(relay), await radio(relay)];
      const request = binding(1);
      one.send(request);
      await eventually(() => expect(one.heard).toHaveLength(1));
      const { address } = relay.counters(1) ?? {};
      const up = restarted();
      endThreads();
      await up;
      thief.send(request);
      await eventually(() => expect(relay.counters(1)?.drops.stun_replayed).toBe(1));
      expect(relay.counters(1)?.address).toBe(address);
      thief.send(binding(1));
      await eventually(() => expect(relay.counters(1)?.address).not.toBe(address));
    });

    it('has its successor go on in the middle of an SRTP stream, and know what was sent', async () => {
      const { relay, restarted } = await start();
      const [uplink, downlink, next] = [testKey(CM, 1), testKey(GCM, 2), testKey(GCM, 3)];
      add(relay, 1, { uplink });
      add(relay, 2, { uplink: testKey(GCM, 4) });
      relay.setKey('ops', GCM, 1, downlink);
      const end = new SrtpEnd(uplink);
      const ears = new SrtpEnd(testKey(GCM, 4));
      const [talker, listener] = [await radio(relay), await radio(relay)];
      listener.send(ears.seal(rtpOf(2, 0)));
      await eventually(() => expect(relay.counters(2)?.latchedBy).toBe('srtp'));
      // A step at a time, as the ROC is never sent: from the first packet into the second cycle.
      const early = [0, 30_000, 60_000, 70_000].map((i) => end.seal(rtpOf(1, i), i >> 16));
      for (const [i, packet] of early.entries()) {
        talker.send(packet);
        await eventually(() => expect(relay.counters(1)?.packets_in).toBe(i + 1));
      }
      await eventually(() => expect(listener.heard).toHaveLength(early.length));
      const up = restarted();
      endThreads();
      await up;
      for (const packet of early) talker.send(packet);
      // The index of one that is far behind is mistaken for one to come, which does not open.
      await eventually(() =>
        expect(relay.counters(1)?.drops).toEqual({ srtp_replay: 3, srtp_auth: 1 }),
      );
      talker.send(end.seal(rtpOf(1, 70_001), 1));
      await eventually(() => expect(relay.counters(1)?.packets_in).toBe(early.length + 1));
      // Nothing goes out with a key of before, or without one.
      expect(listener.heard).toHaveLength(early.length);
      relay.setKey('ops', GCM, 2, next);
      talker.send(end.seal(rtpOf(1, 70_002), 1));
      await eventually(() => expect(listener.heard).toHaveLength(early.length + 1));
      expect(new SrtpEnd(next).open(listener.heard.at(-1) ?? Buffer.of())).toEqual(
        rtpOf(1, 70_002),
      );
    });

    it('is followed again and again, but not in a hurry', async () => {
      const clock = new ManualClock();
      const { relay, told, restarted } = await start({ clock });
      let up = restarted();
      endThreads('the first');
      await up;
      up = restarted();
      endThreads('the second');
      await eventually(() => expect(told).toContain('down: the second'));
      expect(clock.running).toBe(1);
      expect(relay.down).toEqual({ since: clock.now(), reason: 'the second' });
      clock.advance(999);
      expect(clock.running).toBe(1);
      clock.advance(1);
      await up;
      // Once it has lived for a while, all is forgiven.
      clock.advance(10_000);
      up = restarted();
      endThreads('the third');
      await up;
    });

    it('is followed as soon as its port is free again, if another program took it', async () => {
      const clock = new ManualClock();
      const { relay, told, restarted } = await start({ clock });
      add(relay, 1);
      const ears = await latched(relay, 1);
      let up = restarted();
      endThreads('the first');
      await up;
      up = restarted();
      endThreads('the second');
      await eventually(() => expect(told).toContain('down: the second'));
      const thief = await taken(relay.port);
      for (let tries = 0; tries < 3; tries += 1) {
        clock.advance(1_000);
        await eventually(() => expect(clock.running).toBe(1));
      }
      expect(relay.down?.reason).toContain('EADDRINUSE');
      thief.close();
      await once(thief, 'close');
      clock.advance(1_000);
      await up;
      add(relay, 2);
      const talker = await latched(relay, 2);
      // The packet that made it known is on its way as well.
      await eventually(() => expect(ears.heard).toHaveLength(1));
      ears.heard.length = 0;
      talker.send(rtp({ ssrc: 2, sequence: 1 }));
      await eventually(() => expect(ears.heard).toHaveLength(1));
    });
  });

  it('ends a thread that hangs, and goes on', async () => {
    const pulseClock = new ManualClock();
    const { relay, told, restarted } = await start({ pulseClock });
    add(relay, 1);
    const ears = await latched(relay, 1);
    const up = restarted();
    hangThreads();
    // The thread's pulse has to have stopped; how soon is up to the machine.
    await eventually(() => {
      pulseClock.advance(1_000);
      expect(told).toContain('down: the relay thread hung');
    });
    await up;
    add(relay, 2);
    const talker = await latched(relay, 2);
    await eventually(() => expect(ears.heard).toHaveLength(1));
    ears.heard.length = 0;
    talker.send(rtp({ ssrc: 2, sequence: 1 }));
    await eventually(() => expect(ears.heard).toHaveLength(1));
  });

  it('can be stopped while it has no thread, and leaves nothing behind', async () => {
    const clock = new ManualClock();
    const pulseClock = new ManualClock();
    const { relay, told, restarted } = await start({ clock, pulseClock });
    const up = restarted();
    endThreads();
    await up;
    endThreads();
    await eventually(() => expect(told).toHaveLength(3));
    await relay.stop();
    expect(clock.running + pulseClock.running).toBe(0);
    const socket = await taken(relay.port);
    socket.close();
  });
});
