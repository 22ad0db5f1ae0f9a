import { afterEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../clock.ts';
import { ManualClock } from '../manual-clock.ts';
import { busyMeter } from './busy-meter.ts';
import type { BusyTime } from './busy-time.ts';
import { loadBetween } from './load-between.ts';
import { Relay } from './relay.ts';
import { BACK_ENDS } from './testing/back-ends.ts';
import { eventually } from './testing/eventually.ts';
import { mortalWorkerUrl } from './testing/mortal-worker.ts';
import { rtp } from './testing/packets.ts';
import { TestRadio } from './testing/test-radio.ts';
import { endThreads } from './testing/thread-orders.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(io: (typeof BACK_ENDS)[number], clock: Clock = systemClock): Promise<Relay> {
  const workerUrl = await mortalWorkerUrl();
  const latch = 'same-ip';
  const relay = await Relay.start({ workerUrl, host: '', port: 0, io, latch, maxPeers: 8, clock });
  closing.push(() => relay.stop());
  return relay;
}

/** Waits for a reading that is newer than the one before. */
async function newer(relay: Relay, before: BusyTime | null): Promise<BusyTime> {
  await eventually(() => expect(relay.busyTime()?.atMs).toBeGreaterThan(before?.atMs ?? 0));
  const reading = relay.busyTime();
  if (reading === null) throw new Error('no reading');
  return reading;
}

// A kernel may be built without such figures; `busy-meter.test.ts` has what then is.
const isKnown = (io: (typeof BACK_ENDS)[number]): boolean => !Number.isNaN(busyMeter(io)());

describe.each(BACK_ENDS.filter(isKnown))('on %s', (io) => {
  it('tells for how long the thread has had work, which is more with packets', async () => {
    const relay = await start(io);
    const first = await newer(relay, null);
    const radio = await TestRadio.open(relay.port);
    closing.push(() => radio.close());
    relay.addPeer({ ssrc: 1, channelId: 'ops', ip: '127.0.0.1', mayTalk: true });
    let sequence = 0;
    await eventually(() => {
      radio.send(rtp({ ssrc: 1, sequence: (sequence += 1) }));
      expect(relay.busyTime()?.busyMs).toBeGreaterThan(first.busyMs);
    });
    const last = await newer(relay, first);
    expect(last.thread).toBe(first.thread);
    expect(loadBetween(first, last)).toBeGreaterThan(0);
    expect(loadBetween(first, last)).toBeLessThanOrEqual(1);
  });

  it('has none while there is no thread, and does not go on from one that has ended', async () => {
    const clock = new ManualClock();
    const relay = await start(io, clock);
    const up = new Promise((resolve) => relay.onRestart.on(resolve));
    const first = await newer(relay, null);
    const down = new Promise((resolve) => relay.onDown.on(() => resolve(relay.busyTime())));
    endThreads();
    expect(await down).toBeNull();
    await up;
    const second = await newer(relay, first);
    expect(second.thread).not.toBe(first.thread);
    expect(loadBetween(first, second)).toBeNull();
    expect(loadBetween(second, await newer(relay, second))).not.toBeNull();
  });
});
