import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Op } from '../contract/ops.ts';
import { RadioClient } from './client.ts';
import { ProtocolError, RadioClosedError, RadioError } from './errors.ts';
import { FAKE_TOKEN, FakeNet } from './fake-net.ts';
import { ManualClock } from './manual-clock.ts';

vi.setConfig({ testTimeout: 20_000 });

const until = (condition: () => boolean | Promise<boolean>): Promise<boolean> =>
  vi.waitUntil(condition, { timeout: 10_000 });

let net: FakeNet;
const clients: RadioClient[] = [];

async function connect(options: Parameters<typeof RadioClient.connect>[1] = {}) {
  const client = await RadioClient.connect(net.url, options);
  clients.push(client);
  return client;
}

async function enter(user: string, ssrc: number): Promise<RadioClient> {
  const client = await connect();
  await client.identify(user, FAKE_TOKEN);
  await client.create('ops', 'Operations');
  await client.join('ops', ssrc);
  return client;
}

beforeEach(async () => {
  net = await FakeNet.start();
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await net.stop();
});

describe('RadioClient', () => {
  it('logs in, and does with channels all that there is', async () => {
    const client = await connect();
    expect(client.serverAddress).toBe('127.0.0.1');
    expect(await client.identify('ann', FAKE_TOKEN)).toEqual({
      session_id: 'sess_1',
      user_id: 'ann',
    });
    const created = { channel_id: 'ops', channel_name: 'Operations' };
    expect(await client.create('ops', 'Operations')).toEqual(created);
    expect((await client.join('ops', 7)).active_members).toEqual([{ user_id: 'ann', ssrc: 7 }]);
    expect(await client.update('ops', 'Ops')).toEqual({ ...created, channel_name: 'Ops' });
    expect(await client.list()).toMatchObject([{ channel_name: 'Ops', member_count: 1 }]);
    expect(await client.info('ops')).toMatchObject({ active_members: [{ user_id: 'ann' }] });
    expect(await client.leave('ops')).toEqual({ channel_id: 'ops' });
    expect(await client.delete('ops')).toEqual({ channel_id: 'ops' });
  });

  it('rejects a refused request with code, reason and operation', async () => {
    const client = await connect();
    await expect(client.identify('ann', 'wrong')).rejects.toEqual(
      new RadioError(Op.IDENTIFY, { code: 1001, reason: 'token invalid' }),
    );
    await expect(client.join('nowhere', 1)).rejects.toMatchObject({
      code: 2000,
      op: Op.CHANNEL_JOIN,
      message: 'CHANNEL_JOIN was refused: 2000 no such channel',
    });
  });

  it('gives each of many requests its own answer', async () => {
    const client = await enter('ann', 1);
    const results = await Promise.allSettled([
      client.send('ops', 'one'),
      client.send('ops', ' '),
      client.info('nowhere'),
      client.send('ops', 'three'),
      client.info('ops'),
    ]);
    expect(results).toMatchObject([
      { value: { content: 'one' } },
      { reason: { code: 3000 } },
      { reason: { code: 2000 } },
      { value: { content: 'three' } },
      { value: { channel_id: 'ops' } },
    ]);
  });

  it('takes an error that names no operation for the oldest request', async () => {
    const client = await connect();
    net.intercept = (frame, peer) => {
      const old = { op: Op.ERROR, d: { code: 2000, reason: 'old server' } };
      if (frame.op === Op.CHANNEL_JOIN) net.push(peer, old);
      return frame.op === Op.CHANNEL_JOIN;
    };
    await expect(client.join('ops', 1)).rejects.toMatchObject({ reason: 'old server' });
  });

  it('tells what happens in its channels', async () => {
    const ann = await enter('ann', 1);
    const heard = vi.fn();
    ann.on('channel', heard);
    ann.on('message', heard);
    const bob = await enter('bob', 2);
    await bob.send('ops', 'hello');
    await bob.leave('ops');
    await ann.info('ops');
    const member = { user_id: 'bob', ssrc: 2 };
    expect(heard.mock.calls.flat()).toMatchObject([
      { event: 'join', channel_id: 'ops', member },
      { author_id: 'bob', content: 'hello' },
      { event: 'leave', channel_id: 'ops', member },
    ]);
  });

  it('stops telling when a subscription is ended', async () => {
    const ann = await enter('ann', 1);
    const heard = vi.fn();
    ann.on('message', heard)();
    await ann.send('ops', 'hello');
    expect(heard).not.toHaveBeenCalled();
  });

  it('ignores operations it does not know and reports frames that are wrong', async () => {
    const client = await connect();
    const faults: string[] = [];
    const errors = vi.fn();
    client.on('fault', (fault) => faults.push(fault));
    client.on('error', errors);
    const [peer] = net.peers;
    net.push(peer, { op: 250, d: { news: true } });
    net.push(peer, { op: Op.MESSAGE_EVENT, d: { content: 1 }, s: 1 });
    net.push(peer, 'not json');
    net.push(peer, { d: 1 });
    net.push(peer, { op: Op.ACK, d: { op: Op.CHANNEL_LEAVE, data: { channel_id: 'x' } } });
    net.push(peer, { op: Op.HELLO, d: { heartbeat_interval: 1 } });
    peer?.socket.send(Buffer.from('binary'));
    net.push(peer, { op: Op.ERROR, d: { code: 1004, reason: 'what?', op: Op.HEARTBEAT } });
    await client.list();
    expect(faults).toEqual([
      expect.stringMatching(/^MESSAGE_EVENT: d.message_id: got nothing, expected string/),
      'a frame that is not JSON',
      expect.stringMatching(/^a frame without op: op: /),
      'an answer to CHANNEL_LEAVE, which was not asked',
      'HELLO for a second time',
      'a binary frame',
    ]);
    expect(errors).toHaveBeenCalledExactlyOnceWith({ code: 1004, reason: 'what?', op: 1 });
  });

  it('rejects a request whose answer makes no sense', async () => {
    const client = await connect();
    net.intercept = (frame, peer) => {
      net.push(peer, { op: Op.ACK, d: { op: frame.op, data: { channels: 5 } } });
      return true;
    };
    await expect(client.list()).rejects.toBeInstanceOf(ProtocolError);
  });
});

describe('heartbeats', () => {
  it('go out by the interval of HELLO, with the last s, until the radio is closed', async () => {
    const clock = new ManualClock();
    const client = await connect({ clock, random: () => 500 });
    const [peer] = net.peers;
    await client.identify('ann', FAKE_TOKEN);
    await clock.advance(500);
    await until(() => peer?.beats.length === 1);
    await client.create('ops', 'Operations');
    await client.join('ops', 1);
    await client.send('ops', 'hello');
    await clock.advance(9_999);
    expect(peer?.beats).toEqual([null]);
    await clock.advance(1);
    await until(() => peer?.beats.length === 2);
    expect(peer?.beats).toEqual([null, 1]);
    await client.close();
    expect(clock.running).toBe(0);
  });

  it('end the connection when they are not answered', async () => {
    const clock = new ManualClock();
    const client = await connect({ clock, random: () => 0 });
    net.intercept = () => true;
    await clock.advance(10_000);
    expect(await client.closed).toEqual({
      code: 1006,
      reason: 'the server does not answer heartbeats',
    });
    expect(clock.running).toBe(0);
  });
});

describe('the end of a connection', () => {
  it('rejects what waits and all that comes after', async () => {
    const clock = new ManualClock();
    const client = await connect({ clock });
    net.intercept = () => true;
    const waiting = expect(client.identify('ann', FAKE_TOKEN)).rejects.toEqual(
      new RadioClosedError({ code: 4010, reason: 'kicked' }),
    );
    net.peers[0]?.socket.close(4010, 'kicked');
    expect(await client.closed).toEqual({ code: 4010, reason: 'kicked' });
    await waiting;
    await expect(client.list()).rejects.toBeInstanceOf(RadioClosedError);
    expect(clock.running).toBe(0);
  });

  it('is 1006 when the server is just gone', async () => {
    const client = await connect();
    net.peers[0]?.socket.terminate();
    expect(await client.closed).toMatchObject({ code: 1006, reason: 'connection lost' });
  });

  it('is forced when the server does not answer the close frame', async () => {
    const clock = new ManualClock();
    const client = await connect({ clock });
    net.peers[0]?.socket.pause();
    const closing = client.close();
    await clock.advance(2_000);
    expect((await closing).code).toBe(1006);
    expect(clock.running).toBe(0);
  });

  it('comes with the abort of the signal, at any time', async () => {
    const clock = new ManualClock();
    const signal = AbortSignal.abort();
    await expect(connect({ clock, signal })).rejects.toBeInstanceOf(RadioClosedError);
    const later = new AbortController();
    const client = await connect({ clock, signal: later.signal });
    later.abort();
    expect((await client.closed).code).toBe(1000);
    expect(clock.running).toBe(0);
  });
});

describe('connect', () => {
  it('fails in words when nobody is there', async () => {
    const { url } = net;
    await net.stop();
    await expect(RadioClient.connect(url)).rejects.toThrow(/1006 connect ECONNREFUSED/);
    net = await FakeNet.start();
  });

  it('fails when the server says no HELLO', async () => {
    await net.stop();
    net = await FakeNet.start(null);
    const clock = new ManualClock();
    const connecting = expect(RadioClient.connect(net.url, { clock })).rejects.toThrow(
      'no HELLO within 10 s',
    );
    await until(() => net.peers.length === 1);
    await clock.advance(10_000);
    await connecting;
    expect(clock.running).toBe(0);
  });

  it('fails on a URL that is none', async () => {
    await expect(RadioClient.connect('http//x')).rejects.toBeInstanceOf(SyntaxError);
  });
});
