import { expect, it } from 'vitest';
import type { AlarmKind, AlarmView } from '../../src/contract/alarms.ts';
import { Op } from '../../src/contract/ops.ts';
import { mortalWorkerUrl } from '../../src/server/relay/testing/mortal-worker.ts';
import { endThreads } from '../../src/server/relay/testing/thread-orders.ts';
import { RawRadio } from './raw-radio.ts';
import { startNet, type TestNet } from './start-net.ts';
import { eventually, latch, rtp, udp } from './udp.ts';

const channels = [{ channel_id: 'alpha', channel_name: 'Alpha' }];

function alarmOf(net: TestNet, kind: AlarmKind): AlarmView | undefined {
  return net.server.feed.snapshot().alarms.find((alarm) => alarm.kind === kind);
}

it('tells a console of a crash of the relay, until it is acknowledged', async () => {
  const net = await startNet({}, { relayWorker: await mortalWorkerUrl() });
  const told: AlarmView[] = [];
  net.server.feed.delta.on(({ alarms }) => told.push(...(alarms?.set ?? [])));
  endThreads('a bug');
  await eventually(() => told.some(({ kind }) => kind === 'relay_restarted'));
  const { alarm_id = 0 } = alarmOf(net, 'relay_restarted') ?? {};
  const answer = await net.server.operator.run('alarm.acknowledge', { alarm_id });
  expect(answer).toMatchObject({ ok: true, value: { params: { reason: 'a bug' } } });
  await eventually(() => told.some(({ acknowledged_at }) => acknowledged_at !== null));
  const missing = await net.server.operator.run('alarm.acknowledge', { alarm_id: 99 });
  expect(missing).toMatchObject({ ok: false, error: { code: 'no_such_alarm' } });
  const all = await net.server.operator.run('alarm.acknowledge_all', {});
  expect(all).toEqual({ ok: true, value: { acknowledged: 0 } });
});

it('raises an alarm for a radio whose connection breaks while it talks', async () => {
  const net = await startNet({ channels });
  const radio = await net.radio('talker');
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 7 });
  const socket = await udp();
  await latch(net, socket, 7);
  socket.send(rtp(7, 1), net.server.relay.port, '127.0.0.1');
  await eventually(() => net.server.feed.snapshot().peers.some(({ talking }) => talking));
  radio.socket.terminate();
  await eventually(() => alarmOf(net, 'radio_lost_talking') !== undefined);
  expect(alarmOf(net, 'radio_lost_talking')).toMatchObject({
    params: { user_id: 'talker', channel_id: 'alpha' },
  });
});

it('raises an alarm for log-ins that are refused again and again', async () => {
  const net = await startNet();
  for (let n = 0; n < 5; n += 1) {
    const radio = await RawRadio.connect(net.url);
    await radio.ask(Op.IDENTIFY, { user_id: `guess-${n}`, token: 'wrong' });
    await radio.close();
  }
  await eventually(() => alarmOf(net, 'log_ins_refused') !== undefined);
  expect(alarmOf(net, 'log_ins_refused')?.params).toEqual({ by: 'address', who: '127.0.0.1' });
});
