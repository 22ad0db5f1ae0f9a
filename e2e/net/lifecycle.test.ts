import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DELTA_INTERVAL_MS } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import type { Snapshot } from '../../src/contract/operator.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { RawRadio } from './raw-radio.ts';
import { SECRET, startNet, tempDir } from './start-net.ts';
import { eventually } from './udp.ts';

describe('logging in', () => {
  const attempt = { user_id: 'radio', token: SECRET };

  it('works with the shared secret where one is set', async () => {
    const radio = await RawRadio.connect((await startNet()).url);
    expect(await radio.ask(Op.IDENTIFY, attempt)).toMatchObject([{ op: Op.READY }]);
  });

  it.each([undefined, ''])('does not where it is %j', async (secret) => {
    const net = await startNet({}, { secret });
    for (const token of [SECRET, ' ', 'undefined']) {
      const radio = await RawRadio.connect(net.url);
      const answer = await radio.ask(Op.IDENTIFY, { ...attempt, token });
      expect(answer).toMatchObject([{ op: Op.ERROR, d: { code: 1001, op: Op.IDENTIFY } }]);
    }
  });

  it('takes requests behind an IDENTIFY in their order', async () => {
    const net = await startNet();
    const radio = await RawRadio.connect(net.url);
    const token = await net.mint({ user_id: 'radio' });
    radio.send(Op.IDENTIFY, { user_id: 'radio', token });
    radio.send(Op.CHANNEL_CREATE, { channel_id: 'alpha', channel_name: 'Alpha' });
    expect(await radio.drain()).toMatchObject([{ op: Op.READY }, { op: Op.ACK }]);
  });

  it("is refused with another user's token, and never says the token", async () => {
    const net = await startNet();
    const token = await net.mint({ user_id: 'somebody' });
    const radio = await RawRadio.connect(net.url);
    const [answer] = await radio.ask(Op.IDENTIFY, { user_id: 'radio', token });
    expect(answer).toMatchObject({ d: { code: 1001 } });
    expect(JSON.stringify(answer)).not.toContain(token.slice(0, 20));
  });
});

describe('a token', () => {
  it('that is revoked closes its session with 4012 and is refused with 1001', async () => {
    const net = await startNet();
    const token = await net.mint({ user_id: 'radio' });
    const radio = await RawRadio.login(net.url, 'radio', token);
    const { jti } = net.server.net.users.get('radio') ?? {};
    expect(await net.server.operator.run('token.revoke', { jti })).toMatchObject({ ok: true });
    expect(await radio.closed).toMatchObject({ code: 4012 });
    const again = await RawRadio.connect(net.url);
    const answer = await again.ask(Op.IDENTIFY, { user_id: 'radio', token });
    expect(answer).toMatchObject([{ op: Op.ERROR, d: { code: 1001 } }]);
  });

  it('limits the channels and what an observer may do', async () => {
    const channels = ['sar-1', 'other'].map((id) => ({ channel_id: id, channel_name: id }));
    const net = await startNet({ channels });
    const radio = await net.radioWith({ user_id: 'radio', channels: ['sar-*'] });
    const join = (channel_id: string): Promise<unknown> =>
      radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: 1 });
    expect(await join('other')).toMatchObject([{ d: { code: 2002 } }]);
    expect(await join('sar-1')).toMatchObject([{ op: Op.ACK }]);
    expect(await radio.ask(Op.CHANNEL_LIST, null)).toMatchObject([
      { d: { data: { channels: [{ channel_id: 'sar-1' }] } } },
    ]);
    const observer = await net.radioWith({ user_id: 'observer', role: 'observer' });
    await observer.ask(Op.CHANNEL_JOIN, { channel_id: 'other', ssrc: 2 });
    const message = { channel_id: 'other', content: 'x' };
    expect(await observer.ask(Op.MESSAGE_CREATE, message)).toMatchObject([{ d: { code: 2002 } }]);
    expect(
      await observer.ask(Op.CHANNEL_CREATE, { channel_id: 'new', channel_name: 'New' }),
    ).toMatchObject([{ d: { code: 2002 } }]);
  });
});

describe('stopping', () => {
  it('says 1001 to every radio, and leaves no socket, timer or thread', async () => {
    const clock = new ManualClock();
    const net = await startNet({}, { clock });
    const radios = [await net.radio('first'), await net.radio('second')];
    const stranger = await RawRadio.connect(net.url);
    const { relay } = net.server;
    const port = Number(new URL(net.url).port);
    await net.server.stop();
    for (const radio of [...radios, stranger]) {
      expect(await radio.closed).toMatchObject({ code: 1001 });
    }
    expect(clock.running).toBe(0);
    // Both ports can be had again at once.
    const again = await startNet({ ws_port: port, udp_port: relay.port });
    expect(again.server.gateway.port).toBe(port);
  });

  it('ends even for a radio that never answers', async () => {
    const net = await startNet();
    const radio = await net.radio('deaf');
    radio.socket.pause();
    await net.server.stop();
    expect(net.server.net.users.size).toBe(0);
    radio.socket.terminate();
  });
});

describe('starting', () => {
  it('with a TCP port in use says so, leaves nothing behind, and works on a retry', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const clock = new ManualClock();
    await expect(startNet({ ws_port: port }, { clock })).rejects.toMatchObject({
      error: { code: 'port_in_use', params: { port, protocol: 'tcp', setting: 'ws_port' } },
    });
    expect(clock.running).toBe(0);
    blocker.close();
    await once(blocker, 'close');
    expect((await startNet({ ws_port: port })).server.gateway.port).toBe(port);
  });

  it('with a UDP port in use says so', async () => {
    const blocker = createSocket('udp4').bind(0, '127.0.0.1');
    await once(blocker, 'listening');
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address();
    await expect(startNet({ udp_port: port })).rejects.toMatchObject({
      error: { code: 'port_in_use', params: { port, protocol: 'udp', setting: 'udp_port' } },
    });
  });

  it('on an address that is not of this machine says so', async () => {
    await expect(startNet({ host: '192.0.2.1' })).rejects.toMatchObject({
      error: { code: 'bad_host' },
    });
  });

  it('keeps keys and tokens for their owner alone', async () => {
    const dataDir = tempDir();
    const net = await startNet({}, { dataDir });
    const token = await net.mint({ user_id: 'radio' });
    for (const file of readdirSync(dataDir)) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(dataDir, file), 'utf8')).not.toContain(token);
    }
  });
});

describe('the feed', () => {
  it('follows the net by deltas to the very state of a new snapshot', async () => {
    const clock = new ManualClock();
    const net = await startNet({ channels: [{ channel_id: 'a', channel_name: 'A' }] }, { clock });
    const { feed } = net.server;
    let radios = feed.snapshot().radios.map((row) => row.user_id);
    const seqs: number[] = [feed.snapshot().seq];
    onTestFinished(
      feed.delta.on((delta) => {
        seqs.push(delta.seq);
        const gone = new Set(delta.radios?.gone);
        const set = delta.radios?.set.map((row) => row.user_id) ?? [];
        radios = [...radios.filter((id) => !gone.has(id) && !set.includes(id)), ...set];
      }),
    );
    const leaving = await net.radio('leaving');
    clock.advance(DELTA_INTERVAL_MS);
    await net.radio('staying');
    await leaving.close();
    await eventually(() => net.server.net.users.get('leaving') === undefined);
    await net.radio('last');
    clock.advance(2_000);
    const now: Snapshot = feed.snapshot();
    expect(radios.sort()).toEqual(['last', 'staying']);
    expect(now.radios.map((row) => row.user_id).sort()).toEqual(radios);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
    expect(now.seq).toBe(seqs.at(-1));
    // A hundred changes are one delta.
    const before = seqs.length;
    for (let count = 0; count < 100; count += 1) {
      await net.server.operator.run('channel.rename', {
        channel_id: 'a',
        channel_name: `${count}`,
      });
    }
    clock.advance(DELTA_INTERVAL_MS);
    expect(seqs.length).toBe(before + 1);
  });
});
