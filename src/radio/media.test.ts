import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeNet } from './fake-net.ts';
import { ManualClock } from './manual-clock.ts';
import { Media } from './media.ts';
import { type OpusFrame, opusFrame } from './opus.ts';
import type { ReceivedFrame } from './receiver.ts';
import { buildRtp } from './rtp.ts';

vi.setConfig({ testTimeout: 20_000 });

const until = (condition: () => boolean | Promise<boolean>): Promise<boolean> =>
  vi.waitUntil(condition, { timeout: 10_000 });

let net: FakeNet;
let clock: ManualClock;
const open: Media[] = [];

async function media(address = '127.0.0.1'): Promise<Media> {
  const made = await Media.open({ address, port: net.udpPort, clock });
  open.push(made);
  return made;
}

/** A radio that listens, and all that it hears. */
async function listener(ssrc: number): Promise<{ ears: Media; heard: ReceivedFrame[] }> {
  const ears = await media();
  const heard: ReceivedFrame[] = [];
  ears.on('frame', (frame) => heard.push(frame));
  ears.uplink(ssrc);
  await until(() => net.addresses.has(ssrc));
  return { ears, heard };
}

async function* speech(count: number): AsyncGenerator<OpusFrame> {
  for (let n = 0; n < count; n += 1) {
    const frame = opusFrame(Uint8Array.from([0xf8, n]));
    if (frame !== null) yield await Promise.resolve(frame);
  }
}

beforeEach(async () => {
  net = await FakeNet.start();
  clock = new ManualClock();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await net.stop();
  expect(clock.running).toBe(0);
});

describe('Media', () => {
  it('carries speech from one radio to the others, bit for bit', async () => {
    const { ears, heard } = await listener(1);
    const sources = vi.fn();
    ears.on('source', sources);
    const talker = await media();
    const talking = talker.uplink(2).talk(speech(10));
    await clock.advance(180);
    await talking;
    // 11 with the keep-alive.
    await until(() => ears.sourceStats(2)?.received === 11);
    ears.flush();
    expect(heard.map(({ data }) => data[1])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(heard[0]).toMatchObject({ ssrc: 2, marker: true, samples: 960, lost: 0 });
    expect(sources).toHaveBeenCalledExactlyOnceWith({ ssrc: 2 });
    expect(ears.sourceStats(2)).toMatchObject({ frames: 10, lost: 0, late: 0, duplicate: 0 });
    expect(ears.sourceStats(3)).toBeNull();
    expect(talker.stats).toEqual({ sent: 11, sendErrors: 0, notRtp: 0, notAuthentic: 0 });
  });

  it('gives frames out by itself when they are due', async () => {
    const { ears, heard } = await listener(1);
    const talker = await media();
    const talking = talker.uplink(2).talk(speech(1));
    await talking;
    await until(() => ears.sourceStats(2)?.received === 2);
    expect(heard).toHaveLength(0);
    await clock.advance(60);
    expect(heard).toHaveLength(1);
  });

  it('puts up with loss, doubles and disorder', async () => {
    const { ears, heard } = await listener(1);
    let held: Buffer | null = null;
    net.relay = (datagram) => {
      const n = datagram.at(-1);
      if (n === 3) return [];
      if (n === 5) held = datagram;
      if (n === 5) return [];
      return n === 6 && held !== null ? [datagram, held] : [datagram, datagram];
    };
    const talking = (await media()).uplink(2).talk(speech(10));
    await clock.advance(180);
    await talking;
    await until(() => ears.sourceStats(2)?.received === 18);
    ears.flush();
    expect(heard.map(({ data }) => data[1])).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9]);
    expect(heard.map(({ lost }) => lost)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(ears.sourceStats(2)).toMatchObject({ lost: 1, duplicate: 8, reordered: 1, frames: 9 });
  });

  it('ignores what is no Opus, and what is no RTP', async () => {
    const { ears, heard } = await listener(1);
    const fields = { marker: false, timestamp: 0, ssrc: 2 };
    const bad = [
      buildRtp({ ...fields, sequence: 1, payloadType: 96, payload: Buffer.from([0xf8]) }),
      buildRtp({ ...fields, sequence: 2, payloadType: 111, payload: Buffer.from([0xff]) }),
      buildRtp({ ...fields, sequence: 3, payloadType: 111, payload: Buffer.alloc(0) }),
      Buffer.from('this is not RTP at all'),
    ];
    net.relay = () => bad;
    (await media()).uplink(2);
    await until(() => ears.stats.notRtp === 1);
    ears.flush();
    expect(heard).toEqual([]);
    expect(ears.sourceStats(2)).toMatchObject({ received: 3, frames: 0, lost: 0 });
  });

  it('hears nobody but the server', async () => {
    const { ears } = await listener(1);
    const port = net.addresses.get(1)?.port ?? 0;
    const stranger = createSocket('udp4');
    await new Promise((done) =>
      stranger.send(Buffer.from('0123456789abcdef'), port, '127.0.0.1', done),
    );
    stranger.close();
    await once(stranger, 'close');
    net.relay = () => [Buffer.from('not RTP, from the server')];
    (await media()).uplink(2);
    await until(() => ears.stats.notRtp > 0);
    expect(ears.stats.notRtp).toBe(1);
  });

  it('survives a server that is gone', async () => {
    const talker = await media();
    await net.stop();
    const up = talker.uplink(2);
    await until(async () => {
      await clock.advance(10_000);
      return talker.stats.sendErrors > 0;
    });
    up.close();
    net = await FakeNet.start();
  });

  it('proves its address to a server that gives credentials, and learns what it is', async () => {
    net.stun = { username: 'somebody', password: 'something' };
    const talker = await media();
    const seen = vi.fn();
    talker.on('address', seen);
    const [one, two] = [5, 6].map((ssrc) => talker.uplink(ssrc, net.stun ?? {}));
    await until(
      () => one !== undefined && [one, two].every((up) => (up?.publicAddress ?? null) !== null),
    );
    expect(seen).toHaveBeenCalledTimes(2);
    const { ip, port } = one?.publicAddress ?? {};
    expect(seen).toHaveBeenCalledWith({ ssrc: 5, ip: '127.0.0.1', port });
    expect(ip).toBe('127.0.0.1');
    const talking = one?.talk(speech(10));
    await clock.advance(180);
    await talking;
    // In the clear comes nothing but speech: no keep-alive.
    await until(() => net.datagrams.length === 10);
    expect(net.addresses.get(5)?.port).toBe(port);
    await clock.advance(10_000);
    await until(() => net.bindings === 4);
    expect(talker.stats.notRtp).toBe(0);
  });

  it('counts STUN that answers nothing', async () => {
    const { ears } = await listener(1);
    net.stun = { username: 'somebody', password: 'something' };
    const wrong = { username: 'somebody', password: 'something else' };
    const uplink = ears.uplink(5, wrong);
    await until(() => ears.stats.notRtp === 1);
    expect(uplink.publicAddress).toBeNull();
  });

  it('speaks IPv6', async () => {
    await net.stop();
    net = await FakeNet.start(undefined, '::1');
    (await media('::1')).uplink(5);
    await until(() => net.addresses.has(5));
  });

  it('fails where there is no way', async () => {
    await expect(Media.open({ address: 'not an address', port: 1 })).rejects.toThrow();
  });

  it('may be closed twice, in the middle of a talk', async () => {
    const talker = await media();
    const talking = talker.uplink(2).talk(speech(100));
    await clock.advance(30);
    await Promise.all([talker.close(), talker.close()]);
    expect(await talking).toMatchObject({ frames: 2 });
  });
});
