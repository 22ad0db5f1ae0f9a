import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { fstatSync, openSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { ManualClock } from '../manual-clock.ts';
import { Relay, RelayStartError, type RelayOptions } from './relay.ts';
import { BACK_ENDS } from './testing/back-ends.ts';
import { eventually } from './testing/eventually.ts';
import { workerUrl } from './testing/worker-url.ts';

const started: Relay[] = [];
afterEach(async () => {
  for (const relay of started.splice(0)) await relay.stop();
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
  started.push(relay);
  return relay;
}

function add(relay: Relay, ssrc: number): void {
  relay.addPeer({ ssrc, channelId: 'ops', ip: '127.0.0.1', mayTalk: true });
}

describe.each(BACK_ENDS)('on %s', (name) => {
  beforeAll(() => {
    io = name;
  });

  describe('starting', () => {
    it('says that the port is in use', async () => {
      const { port } = await start();
      const second = start({ port });
      await expect(second).rejects.toBeInstanceOf(RelayStartError);
      await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE', port, host: '' });
    });

    it('says that the host is not of this machine', async () => {
      // From a block that is for documentation alone (RFC 5737).
      const host = '192.0.2.1';
      await expect(start({ host })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL', host });
    });

    it.each(['127.0.0.1', 'localhost'])('binds to %s', async (host) => {
      const relay = await start({ host });
      expect(['127.0.0.1', '::1']).toContain(relay.host);
    });

    it('says that the thread did not start', async () => {
      const broken = new URL('data:text/javascript,throw new Error("broken")');
      await expect(start({ workerUrl: broken })).rejects.toMatchObject({ code: 'WORKER' });
    });
  });

  describe('ending', () => {
    it('frees the port and leaves nothing running', async () => {
      const clock = new ManualClock();
      const ports = () =>
        process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
      const before = ports();
      const relay = await start({ clock });
      expect(ports()).toBe(before + 1);
      add(relay, 1);
      await relay.stop();
      await relay.stop();
      expect(clock.running).toBe(0);
      expect(ports()).toBe(before);
      const socket = createSocket('udp4').bind(relay.port);
      await once(socket, 'listening');
      socket.close();
    });

    it('tells when the thread dies by itself, and can be stopped all the same', async () => {
      const code = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => { throw new Error('a bug'); });
      parentPort.postMessage({ is: 'listening', host: '::', port: 1 });
      parentPort.postMessage({ is: 'fault', message: 'odd' });`;
      const mortal = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
      const warn = vi.fn();
      const relay = await start({ workerUrl: mortal, log: { warn } });
      await eventually(() => expect(warn).toHaveBeenCalledOnce());
      const failures: Error[] = [];
      relay.onDown.on((error) => failures.push(error));
      add(relay, 1);
      await eventually(() => expect(failures).not.toEqual([]));
      expect(failures[0]?.message).toBe('a bug');
      add(relay, 2);
      await relay.stop();
    });

    it('tells its log once that it does without the faster back end', async () => {
      const code = `import { parentPort } from 'node:worker_threads';
      const passedOver = 'no koffi';
      parentPort.postMessage({ is: 'listening', host: '::', port: 1, io: 'dgram', passedOver });
      parentPort.once('message', () => undefined);`;
      const warn = vi.fn();
      const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
      const relay = await start({ workerUrl: url, log: { warn } });
      expect(relay.io).toBe('dgram');
      expect(warn.mock.calls).toEqual([[{ reason: 'no koffi' }, expect.stringContaining('dgram')]]);
    });

    it('closes a socket that the thread left open', async () => {
      const fd = openSync(import.meta.filename, 'r');
      const code = `import { parentPort, workerData } from 'node:worker_threads';
      // The one that takes over is told a port, and ends with the test.
      const isFirst = workerData.port === 0;
      if (isFirst) workerData.descriptor[0] = ${fd};
      parentPort.once('message', ({ do: what }) => {
        if (isFirst) throw new Error('a bug');
        if (what !== 'stop') parentPort.once('message', () => undefined);
      });
      parentPort.postMessage({ is: 'listening', host: '::', port: 1, io: 'mmsg' });`;
      const careless = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
      const relay = await start({ workerUrl: careless });
      // Asked at once, before the next thread opens files of its own.
      const found = new Promise((resolve) => {
        relay.onDown.on(() => {
          try {
            resolve(fstatSync(fd));
          } catch (error) {
            resolve(error);
          }
        });
      });
      add(relay, 1);
      expect(await found).toMatchObject({ code: 'EBADF' });
    });

    it('does not wait for a thread that hangs', async () => {
      const code = `import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ is: 'listening', host: '::', port: 1 });
      for (;;);`;
      const clock = new ManualClock();
      const hanging = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
      const relay = await start({ workerUrl: hanging, clock });
      const stopped = relay.stop();
      clock.advance(2_000);
      await stopped;
      expect(clock.running).toBe(0);
    });
  });
});
