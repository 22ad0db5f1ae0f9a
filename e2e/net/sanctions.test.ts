import { expect, it } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import type { OperatorInput } from '../../src/contract/operator.ts';
import type { SanctionView } from '../../src/contract/sanctions.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { RawRadio } from './raw-radio.ts';
import { SECRET, startNet, tempDir, type TestNet } from './start-net.ts';
import { eventually, rtp, udp } from './udp.ts';

const channels = [{ channel_id: 'ops', channel_name: 'Ops' }];

async function sanction(
  net: TestNet,
  input: Omit<OperatorInput<'sanction.add'>, 'ttl_s'> & { ttl_s?: number | null },
): Promise<SanctionView> {
  const result = await net.server.operator.run('sanction.add', { ttl_s: null, ...input });
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
}

async function logIn(net: TestNet, user_id: string): Promise<unknown> {
  const radio = await RawRadio.connect(net.url);
  radio.send(Op.IDENTIFY, { user_id, token: SECRET });
  const answer = await radio.next();
  await radio.close();
  return answer;
}

const banned = { op: Op.ERROR, d: { code: 1006, op: Op.IDENTIFY } };

it('a ban ends the session with 4011, keeps its user out, and nobody else', async () => {
  const net = await startNet({ channels });
  const eve = await net.radio('eve');
  await sanction(net, { kind: 'ban', user_id: 'eve', reason: 'noise' });
  expect(await eve.closed).toMatchObject({ code: 4011 });
  expect(await logIn(net, 'eve')).toMatchObject({
    ...banned,
    d: { ...banned.d, reason: 'banned: noise' },
  });
  expect(await logIn(net, 'kim')).toMatchObject({ op: Op.READY });
});

it('a ban survives a restart, and is over when its time is or it is lifted', async () => {
  const dataDir = tempDir();
  const clock = new ManualClock(Date.now());
  const first = await startNet({ channels }, { dataDir, clock });
  await sanction(first, { kind: 'ban', user_id: 'eve', ttl_s: 600 });
  await first.server.stop();
  const net = await startNet({ channels }, { dataDir, clock });
  const [row] = net.server.feed.snapshot().sanctions;
  expect(row).toMatchObject({ kind: 'ban', user_id: 'eve', by: 'operator' });
  expect(await logIn(net, 'eve')).toMatchObject(banned);
  clock.advance(600_000);
  expect(await logIn(net, 'eve')).toMatchObject({ op: Op.READY });
  expect(net.server.feed.snapshot().sanctions).toEqual([]);
  const { sanction_id } = await sanction(net, { kind: 'ban', user_id: 'eve' });
  expect(await logIn(net, 'eve')).toMatchObject(banned);
  expect(await net.server.operator.run('sanction.lift', { sanction_id })).toMatchObject({
    ok: true,
  });
  expect(await logIn(net, 'eve')).toMatchObject({ op: Op.READY });
});

it('a muted radio hears and is not heard, in channels that it joins later too', async () => {
  const net = await startNet({
    channels: [...channels, { channel_id: 'two', channel_name: 'Two' }],
  });
  const [eve, kim] = [await net.radio('eve'), await net.radio('kim')];
  await eve.ask(Op.CHANNEL_JOIN, { channel_id: 'ops', ssrc: 1 });
  await kim.ask(Op.CHANNEL_JOIN, { channel_id: 'ops', ssrc: 2 });
  const { sanction_id } = await sanction(net, { kind: 'mute', user_id: 'eve' });
  await eve.ask(Op.CHANNEL_JOIN, { channel_id: 'two', ssrc: 3 });
  const drops = (ssrc: number) =>
    net.server.feed.snapshot().peers.find((peer) => peer.ssrc === ssrc)?.drops.muted;
  const socket = await udp();
  let sequence = 0;
  const talk = (ssrc: number): void => {
    sequence += 1;
    socket.send(rtp(ssrc, sequence), net.server.relay.port, '127.0.0.1');
  };
  for (const ssrc of [1, 3]) {
    await eventually(() => {
      talk(ssrc);
      return (drops(ssrc) ?? 0) > 0;
    });
  }
  expect(net.server.feed.snapshot().radios.find(({ user_id }) => user_id === 'eve')?.muted).toBe(
    true,
  );
  await net.server.operator.run('sanction.lift', { sanction_id });
  await eventually(() => {
    talk(1);
    return net.server.feed.snapshot().totals.packets_in > 0;
  });
});

it.each([
  [{ kind: 'ban', ttl_s: null }, 'exactly one of user_id, jti and ip'],
  [{ kind: 'ban', user_id: 'a', jti: 'b', ttl_s: null }, 'exactly one of'],
  [{ kind: 'mute', ip: '192.0.2.1', ttl_s: null }, 'expected no address'],
  [{ kind: 'ban', ip: '127.0.0.1', ttl_s: null }, 'not this computer’s own'],
  [{ kind: 'ban', user_id: 'a', ttl_s: 0 }, 'ttl_s'],
])('%j is refused: %s', async (input, reason) => {
  const net = await startNet();
  const result = await net.server.operator.run('sanction.add', input);
  expect(result).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  expect(JSON.stringify(result)).toContain(reason);
});
