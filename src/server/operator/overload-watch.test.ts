import { expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { Alarms } from './alarms.ts';
import { OverloadWatch } from './overload-watch.ts';

function watch() {
  const clock = new ManualClock();
  const alarms = new Alarms(clock);
  const told = { drops: 0 as number | null };
  const watching = new OverloadWatch({ alarms, clock, drops: () => Promise.resolve(told.drops) });
  const look = async (drops: number | null): Promise<void> => {
    told.drops = drops;
    await watching.look();
  };
  return { alarms, look, watching, clock };
}

it('raises an alarm when packets are dropped, with how many', async () => {
  const { alarms, look } = watch();
  await look(40);
  expect(alarms.snapshot()).toEqual([]);
  await look(47);
  expect(alarms.snapshot()).toMatchObject([
    { kind: 'relay_overloaded', params: { dropped: 7 }, ended_at: null },
  ]);
});

it('leaves an acknowledged alarm alone until there are twice as many', async () => {
  const { alarms, look } = watch();
  await look(0);
  await look(10);
  alarms.acknowledgeAll();
  await look(19);
  expect(alarms.snapshot()).toMatchObject([{ params: { dropped: 10 }, count: 1 }]);
  expect(alarms.snapshot()[0]?.acknowledged_at).not.toBeNull();
  await look(20);
  expect(alarms.snapshot()).toMatchObject([
    { params: { dropped: 20 }, count: 2, acknowledged_at: null },
  ]);
});

it('ends it when nothing has been dropped for ten looks, and begins anew then', async () => {
  const { alarms, look } = watch();
  await look(0);
  await look(5);
  for (let quiet = 0; quiet < 9; quiet += 1) await look(5);
  expect(alarms.snapshot()[0]?.ended_at).toBeNull();
  await look(5);
  expect(alarms.snapshot()[0]?.ended_at).not.toBeNull();
  alarms.acknowledgeAll();
  await look(6);
  expect(alarms.snapshot()).toMatchObject([{}, { params: { dropped: 1 } }]);
});

it('takes a socket that counts from nothing again, and a system that does not tell', async () => {
  const { alarms, look } = watch();
  await look(null);
  await look(100);
  await look(0);
  await look(null);
  await look(0);
  expect(alarms.snapshot()).toEqual([]);
});

it('looks every second until it is stopped', async () => {
  const { clock, watching } = watch();
  expect(clock.running).toBe(1);
  watching.stop();
  expect(clock.running).toBe(0);
  await watching.look();
});
