import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LimitsHit } from '../../src/contract/limits-hit.ts';
import { Default, Limit } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { radioFrame } from '../../src/server/gateway/testing/fake-wire.ts';
import { RawRadio } from './raw-radio.ts';
import { SECRET, startNet, type TestNet } from './start-net.ts';
import { stall } from './stalled.ts';
import { eventually } from './udp.ts';

/** Each limit at the gateway's door, at N and at N + 1. */

const hits = (net: TestNet): LimitsHit => net.server.feed.snapshot().limits_hit;

/** An address of this machine that is not loopback. */
const lan = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

/** What a request for a WebSocket is answered with where it gets none. */
async function refusal(url: string): Promise<{ status: number | undefined; body: string }> {
  const socket = new WebSocket(url, { rejectUnauthorized: false });
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    AsyncIterable<Buffer> & { statusCode?: number },
  ];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, body };
}

describe('connections in all', () => {
  it('one more than allowed is told so with 503, over ws and wss, until one has gone', async () => {
    const net = await startNet({ limits: { connections: 2 } });
    const [wss = ''] = net.server.addresses.wss_urls;
    const first = await RawRadio.connect(net.url);
    await RawRadio.connect(wss, { rejectUnauthorized: false });
    for (const url of [net.url, wss]) {
      expect(await refusal(url)).toEqual({
        status: 503,
        body: 'the net has 2 connections, its limit\n',
      });
    }
    expect(hits(net).connections).toBe(2);
    await eventually(() => net.server.gateway.connections === 2);
    await first.close();
    await eventually(() => net.server.gateway.connections === 1);
    expect((await RawRadio.connect(net.url)).socket.readyState).toBe(WebSocket.OPEN);
  });

  it('as many again are told; beyond that connections are cut off', async () => {
    const clock = new ManualClock();
    const net = await startNet({ limits: { connections: 3 } }, { clock });
    const ports = { ws: net.server.gateway.port };
    const waiting = await stall('127.0.0.1', ports, 6);
    await eventually(() => net.server.gateway.connections === 6);
    const more = await stall('127.0.0.1', ports, 4);
    await more.closed;
    expect({ waiting: waiting.count(), taken: net.server.gateway.connections }).toEqual({
      waiting: 0,
      taken: 6,
    });
  });
});

describe('connections of one address', () => {
  it('do not count for this machine itself', async () => {
    const net = await startNet({ limits: { connections_per_address: 1 } });
    await RawRadio.connect(net.url);
    await RawRadio.connect(net.url);
    expect(hits(net).connections_per_address).toBe(0);
  });

  it.skipIf(lan === undefined)('one more than allowed is told so with 429', async () => {
    const net = await startNet({ host: lan ?? '', limits: { connections_per_address: 2 } });
    const first = await RawRadio.connect(net.url);
    await RawRadio.connect(net.url);
    expect(await refusal(net.url)).toEqual({
      status: 429,
      body: `there are 2 connections from ${lan}, the limit for one address\n`,
    });
    await first.close();
    await eventually(() => net.server.gateway.connections === 1);
    expect((await RawRadio.connect(net.url)).socket.readyState).toBe(WebSocket.OPEN);
    expect(hits(net).connections_per_address).toBe(1);
  });
});

describe('handshakes', () => {
  it('that stall are all closed in time, while good radios join', async () => {
    const clock = new ManualClock();
    const net = await startNet({ channels: [{ channel_id: 'a', channel_name: 'A' }] }, { clock });
    const [wss = ''] = net.server.addresses.wss_urls;
    const { port, wssPort } = net.server.gateway;
    const stalled = await stall('127.0.0.1', { ws: port, wss: wssPort }, 50);
    await eventually(() => net.server.gateway.connections === 50);
    clock.advance(Default.HANDSHAKE_TIMEOUT_MS - 1);
    for (let ssrc = 1; ssrc <= 10; ssrc += 1) {
      const url = ssrc % 2 === 0 ? net.url : wss;
      const radio = await RawRadio.connect(url, { rejectUnauthorized: false });
      await radio.ask(Op.IDENTIFY, { user_id: `radio-${ssrc}`, token: SECRET });
      const [joined] = await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'a', ssrc });
      expect(joined?.op).toBe(Op.ACK);
    }
    expect({ closed: stalled.count(), hit: hits(net).handshake_timeout }).toEqual({
      closed: 0,
      hit: 0,
    });
    clock.advance(1);
    await stalled.closed;
    expect(hits(net).handshake_timeout).toBe(50);
    await eventually(() => net.server.gateway.connections === 10);
    expect(net.server.net.users.size).toBe(10);
    // The deadline of those that came in has ended with their handshake.
    clock.advance(Default.HANDSHAKE_TIMEOUT_MS);
    expect(net.server.net.users.size).toBe(10);
  });

  it('that stall do not keep a net from going off the air', async () => {
    const clock = new ManualClock();
    const net = await startNet({}, { clock });
    const { port, wssPort } = net.server.gateway;
    const stalled = await stall('127.0.0.1', { ws: port, wss: wssPort }, 6);
    await eventually(() => net.server.gateway.connections === 6);
    await net.server.stop();
    await stalled.closed;
    expect(clock.running).toBe(0);
  });

  it('that are none are answered with 426, and do not linger', async () => {
    const clock = new ManualClock();
    const net = await startNet({}, { clock });
    const port = net.server.gateway.port ?? 0;
    const asked = request({ port, host: '127.0.0.1', agent: false }).end();
    const [response] = (await once(asked, 'response')) as [
      AsyncIterable<Buffer> & { statusCode?: number },
    ];
    expect(response.statusCode).toBe(426);
    let body = '';
    for await (const chunk of response) body += String(chunk);
    expect(body).toContain('/ws');
    await eventually(() => net.server.gateway.connections === 0);
    // One that never reads its answer is cut off as well.
    const deaf = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await once(deaf, 'connect');
    deaf.on('error', () => undefined);
    deaf.pause();
    deaf.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
    await eventually(() => net.server.gateway.connections === 1);
    clock.advance(Default.HANDSHAKE_TIMEOUT_MS);
    await eventually(() => net.server.gateway.connections === 0);
    deaf.destroy();
  });
});

describe('a message', () => {
  const heartbeat = JSON.stringify({ op: Op.HEARTBEAT, d: null });

  it.each([
    [Limit.FRAME_BYTES, {}],
    [20_000, { limits: { frame_bytes: 20_000 } }],
  ])('may have %i bytes, and one more closes with 1009', async (bytes, settings) => {
    const net = await startNet(settings);
    const radio = await RawRadio.connect(net.url);
    radio.sendText(heartbeat.padEnd(bytes));
    expect((await radio.next()).op).toBe(Op.HEARTBEAT_ACK);
    radio.sendText(heartbeat.padEnd(bytes + 1));
    expect(await radio.closed).toMatchObject({ code: 1009 });
    await eventually(() => hits(net).frame_bytes === 1);
  });

  it('may have so many fragments, and one more closes with 1008', async () => {
    const net = await startNet({ limits: { message_fragments: 4 } });
    const radio = await RawRadio.connect(net.url);
    const inFragments = (count: number): void => {
      const text = heartbeat.padEnd(count);
      for (let at = 0; at < count; at += 1) {
        const isLast = at === count - 1;
        radio.socket.send(isLast ? text.slice(at) : text.slice(at, at + 1), { fin: isLast });
      }
    };
    inFragments(4);
    expect((await radio.next()).op).toBe(Op.HEARTBEAT_ACK);
    inFragments(5);
    expect(await radio.closed).toMatchObject({ code: 1008 });
    await eventually(() => hits(net).message_fragments === 1);
  });

  it('in a frame that comes byte by byte is taken, in too many pieces it is not', async () => {
    const net = await startNet();
    const trickle = async (bytes: number): Promise<string> => {
      const socket = connect({ port: net.server.gateway.port ?? 0, host: '127.0.0.1' });
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.write(
        'GET /ws HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      let heard = '';
      socket.on('data', (data) => (heard += data.toString('latin1')));
      await eventually(() => heard.includes('heartbeat_interval'));
      heard = '';
      const frame = radioFrame(1, heartbeat.padEnd(bytes));
      for (const byte of frame) {
        if (socket.destroyed) break;
        await new Promise<void>((resolve) => socket.write(Buffer.of(byte), () => resolve()));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await eventually(() => heard !== '' || socket.destroyed);
      socket.destroy();
      return heard;
    };
    expect(await trickle(200)).toContain('"op":2');
    expect(hits(net).message_fragments).toBe(0);
    await trickle(12_000);
    expect(hits(net).message_fragments).toBe(1);
  });
});

describe('what is counted besides', () => {
  it('time for an IDENTIFY, and failed ones', async () => {
    const clock = new ManualClock();
    const net = await startNet({}, { clock });
    const idle = await RawRadio.connect(net.url);
    clock.advance(Default.IDENTIFY_TIMEOUT_MS);
    await idle.closed;
    const wrong = await RawRadio.connect(net.url);
    for (let count = 0; count < Limit.FAILED_IDENTIFIES; count += 1) {
      wrong.send(Op.IDENTIFY, { user_id: 'radio', token: 'wrong' });
    }
    await wrong.closed;
    expect(hits(net)).toMatchObject({ identify_timeout: 1, failed_identifies: 1 });
  });
});
