import { expect, it, vi } from 'vitest';
import { Limit } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import { startNet, tempDir, type TestNet } from './start-net.ts';

const channelEvent = (event: string): unknown => ({
  op: Op.CHANNEL_EVENT,
  s: expect.any(Number) as unknown,
  d: { event, channel_id: 'ops', member: { user_id: 'system', ssrc: 0 } },
});

const run = ({ server }: TestNet, name: 'channel.delete' | 'channel.restore', channel_id = 'ops') =>
  server.operator.run(name, { channel_id });

it('a deleted channel comes back as it was, empty, and no radio is told', async () => {
  const dataDir = tempDir();
  const net = await startNet({}, { dataDir });
  const [kim, lee, far] = [await net.radio('kim'), await net.radio('lee'), await net.radio('far')];
  await kim.ask(Op.CHANNEL_CREATE, { channel_id: 'ops', channel_name: 'Ops', capacity: 7 });
  await kim.ask(Op.CHANNEL_JOIN, { channel_id: 'ops', ssrc: 1 });
  await lee.ask(Op.CHANNEL_JOIN, { channel_id: 'ops', ssrc: 2 });
  await kim.drain();
  const before = net.server.feed.snapshot().channels[0];
  await run(net, 'channel.delete');
  expect(await kim.drain()).toEqual([channelEvent('delete')]);
  expect(await lee.drain()).toEqual([channelEvent('delete')]);
  await lee.close();
  await vi.waitFor(() => expect(net.server.feed.snapshot().radios).toHaveLength(2));

  const restored = await run(net, 'channel.restore');
  expect(restored).toMatchObject({
    ok: true,
    value: { channel: { ...before, members: [] }, former_members: 1 },
  });
  // Events are for members: one of a channel that it is not in could confuse a radio.
  expect(await kim.drain()).toEqual([]);
  expect(await far.drain()).toEqual([]);
  // Who made it may manage it again, and who was in it may join again with the SSRC of before.
  expect(await kim.ask(Op.CHANNEL_JOIN, { channel_id: 'ops', ssrc: 1 })).toMatchObject([
    { op: Op.ACK },
  ]);
  const rename = { channel_id: 'ops', channel_name: 'New' };
  expect((await kim.ask(Op.CHANNEL_UPDATE, rename)).at(-1)).toMatchObject({ op: Op.ACK });
  await net.server.stop();

  const next = await startNet({}, { dataDir });
  expect(next.server.feed.snapshot().channels).toMatchObject([
    { channel_id: 'ops', channel_name: 'New', capacity: 7, creator: 'kim' },
  ]);
});

it('is refused where there is one again, where none was deleted, and a second time', async () => {
  const net = await startNet({ channels: [{ channel_id: 'ops', channel_name: 'Ops' }] });
  expect(await run(net, 'channel.restore')).toMatchObject({ error: { code: 'channel_exists' } });
  expect(await run(net, 'channel.restore', 'x')).toMatchObject({
    error: { code: 'no_such_channel' },
  });
  await run(net, 'channel.delete');
  expect(await run(net, 'channel.restore')).toMatchObject({
    ok: true,
    value: { former_members: 0 },
  });
  const kim = await net.radio('kim');
  await kim.ask(Op.CHANNEL_DELETE, { channel_id: 'ops' });
  await run(net, 'channel.delete');
  await kim.ask(Op.CHANNEL_CREATE, { channel_id: 'ops', channel_name: 'Other' });
  expect(await run(net, 'channel.restore')).toMatchObject({ error: { code: 'channel_exists' } });
});

it(`remembers the last ${Limit.DELETED_CHANNELS} that were deleted`, async () => {
  const ids = Array.from({ length: Limit.DELETED_CHANNELS + 1 }, (_, n) => `c${n}`);
  const channels = ids.map((id) => ({ channel_id: id, channel_name: id }));
  const net = await startNet({ channels });
  for (const id of ids) await run(net, 'channel.delete', id);
  expect(await run(net, 'channel.restore', 'c0')).toMatchObject({ ok: false });
  for (const id of ids.slice(1)) {
    expect(await run(net, 'channel.restore', id)).toMatchObject({ ok: true });
  }
});
