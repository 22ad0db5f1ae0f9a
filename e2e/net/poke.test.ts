import { expect, it } from 'vitest';
import { POKE_TIMEOUT_MS } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { startNet } from './start-net.ts';

it('is answered by a connection that is there, which is no sign of life of the radio', async () => {
  const clock = new ManualClock();
  const net = await startNet({}, { clock });
  const radio = await net.radio('ann');
  clock.advance(20_000);
  expect(net.server.net.users.get('ann')?.state).toBe('suspect');
  const before = net.server.net.users.view('ann');
  const outcome = await net.server.operator.run('radio.poke', { user_id: 'ann' });
  expect(outcome).toEqual({ ok: true, value: { rtt_ms: 0 } });
  expect(net.server.net.users.view('ann')).toEqual({ ...before, rtt_ms: 0 });
  await radio.ask(Op.HEARTBEAT, null);
  expect(net.server.net.users.view('ann')).toMatchObject({
    state: 'alive',
    frame_seen_at: clock.now(),
  });
});

it('is not answered by one that does not read, nor by one that is cut meanwhile', async () => {
  const clock = new ManualClock();
  const net = await startNet({}, { clock });
  const [deaf, cut] = [await net.radio('deaf'), await net.radio('cut')];
  for (const { socket } of [deaf, cut]) socket.pause();
  const outcomes = ['deaf', 'cut'].map((user_id) =>
    net.server.operator.run('radio.poke', { user_id }),
  );
  cut.socket.terminate();
  expect(await outcomes[1]).toEqual({ ok: true, value: { rtt_ms: null } });
  clock.advance(POKE_TIMEOUT_MS);
  expect(await outcomes[0]).toEqual({ ok: true, value: { rtt_ms: null } });
  deaf.socket.terminate();
});

it('says so where the radio is not logged in', async () => {
  const net = await startNet();
  expect(await net.server.operator.run('radio.poke', { user_id: 'nobody' })).toMatchObject({
    ok: false,
    error: { code: 'no_such_radio', params: { user_id: 'nobody' } },
  });
});
