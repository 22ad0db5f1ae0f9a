import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { descriptorOf, loadDirectSend, writeTo, type DirectSend } from './direct-send.ts';

const BYTES = Buffer.from('a frame');

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Both ends of a TCP connection on loopback. */
async function connection(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  cleanUps.push(() => server.close());
  await once(server, 'listening');
  const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  cleanUps.push(() => near.destroy());
  cleanUps.push(() => far.destroy());
  near.on('error', () => undefined);
  far.on('error', () => undefined);
  return { near, far };
}

/** Reads so many bytes. */
function read(socket: Socket, bytes: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let missing = bytes;
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      missing -= chunk.length;
      if (missing <= 0) resolve(Buffer.concat(chunks));
    });
    socket.resume();
  });
}

/** A send of the test's own, and what it was asked for. */
function spying(taken: number): { send: DirectSend; asked: Buffer[] } {
  const asked: Buffer[] = [];
  const send: DirectSend = (_fd, bytes) => {
    asked.push(bytes);
    return taken;
  };
  return { send, asked };
}

describe.runIf(process.platform === 'linux')('a direct send', () => {
  it('has its bytes arrive, in the order of what goes through the stream', async () => {
    const { near, far } = await connection();
    const send = await loadDirectSend();
    expect(send).toBeDefined();
    writeTo(near, Buffer.from('one,'), descriptorOf(near), send);
    near.write('two,');
    writeTo(near, Buffer.from('three'), descriptorOf(near), send);
    expect((await read(far, 13)).toString()).toBe('one,two,three');
  });

  it('loses nothing where a reader is slow, and in no other order', async () => {
    const { near, far } = await connection();
    const send = await loadDirectSend();
    far.pause();
    const sent = Array.from({ length: 400 }, (_, index) => Buffer.alloc(40_000, index));
    for (const bytes of sent) writeTo(near, bytes, descriptorOf(near), send);
    expect(near.writableLength).toBeGreaterThan(0);
    const all = Buffer.concat(sent);
    expect((await read(far, all.length)).equals(all)).toBe(true);
  });

  it('raises nothing where the radio is gone: the stream finds out', async () => {
    const { near, far } = await connection();
    const send = await loadDirectSend();
    const fd = descriptorOf(near);
    expect(fd).toBeGreaterThan(0);
    const closed = new Promise((resolve) => near.on('close', resolve));
    far.resetAndDestroy();
    while (near.writable) {
      writeTo(near, BYTES, fd, send);
      await new Promise(setImmediate);
    }
    await closed;
    writeTo(near, BYTES, fd, send);
  });
});

describe('what goes through the stream all the same', () => {
  it('is what the kernel did not take', async () => {
    const { near, far } = await connection();
    const { send } = spying(2);
    const rest = read(far, BYTES.length - 2);
    writeTo(near, BYTES, descriptorOf(near), send);
    expect((await rest).toString()).toBe(BYTES.subarray(2).toString());
  });

  it('is everything where the kernel took none, or there is no direct send', async () => {
    const { near, far } = await connection();
    writeTo(near, BYTES, descriptorOf(near), spying(-1).send);
    writeTo(near, BYTES, descriptorOf(near));
    expect((await read(far, 2 * BYTES.length)).toString()).toBe('a framea frame');
  });

  it('is what comes behind bytes that wait', async () => {
    const { near } = await connection();
    const { send, asked } = spying(BYTES.length);
    near.cork();
    near.write('waits');
    writeTo(near, BYTES, descriptorOf(near), send);
    expect(asked).toEqual([]);
    expect(near.writableLength).toBe(5 + BYTES.length);
  });

  it('is what comes once the connection is closed: its number may be another’s by then', async () => {
    const { near } = await connection();
    const { send, asked } = spying(BYTES.length);
    const fd = descriptorOf(near);
    near.destroy();
    writeTo(near, BYTES, fd, send);
    expect(asked).toEqual([]);
  });

  it('is what is for a stream without a descriptor', () => {
    const stream = new PassThrough();
    const { send, asked } = spying(BYTES.length);
    writeTo(stream, BYTES, descriptorOf(stream), send);
    expect(asked).toEqual([]);
    expect(stream.read()).toEqual(BYTES);
  });
});

it('there is none where the C library cannot be had', async () => {
  expect(await loadDirectSend(() => Promise.reject(new Error('not here')))).toBeUndefined();
});
