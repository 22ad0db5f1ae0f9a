import { beforeEach, expect, it } from 'vitest';
import { eventDetail, type NetEvent } from '../../contract/events.ts';
import { Limit } from '../../contract/limits.ts';
import { Emitter } from '../emitter.ts';
import { ManualClock } from '../manual-clock.ts';
import { recordAlarms } from './alarm-records.ts';
import { Alarms } from './alarms.ts';

let alarms: Alarms;
let events: NetEvent[];

beforeEach(() => {
  alarms = new Alarms(new ManualClock(0));
  events = [];
  const happened = new Emitter<NetEvent>();
  happened.on((event) => {
    eventDetail[event.kind].parse(event.detail);
    events.push(event);
  });
  recordAlarms(alarms, happened);
});

const told = (): string[] => events.map(({ kind, by }) => `${kind} by ${by}`);
const zombie = (): void => alarms.raise('zombie', { user_id: 'a' }, 'a');

it('tells that an alarm was raised, acknowledged by the operator, and over', () => {
  zombie();
  alarms.acknowledge(1);
  alarms.end('zombie', 'a');
  expect(told()).toEqual([
    'alarm.raised by net',
    'alarm.acknowledged by operator',
    'alarm.ended by net',
  ]);
  expect(events[0]).toMatchObject({
    user: 'a',
    detail: { alarm: 'zombie', params: { user_id: 'a' } },
  });
});

it('tells one that is over when it is raised once, and all that are acknowledged at once', () => {
  alarms.note('relay_restarted', { reason: 'x', down_ms: 5 });
  alarms.note('log_ins_refused', { by: 'address', who: '192.0.2.1' }, 'address 192.0.2.1');
  expect(events[1]).toMatchObject({ address: '192.0.2.1' });
  alarms.acknowledgeAll();
  expect(told()).toEqual([
    'alarm.raised by net',
    'alarm.raised by net',
    'alarm.acknowledged by operator',
    'alarm.acknowledged by operator',
  ]);
});

it('tells a repeat only of one that somebody had acknowledged', () => {
  zombie();
  zombie();
  expect(told()).toHaveLength(1);
  alarms.acknowledge(1);
  zombie();
  expect(told().slice(1)).toEqual(['alarm.acknowledged by operator', 'alarm.raised by net']);
});

it('tells nothing of alarms that are forgotten', () => {
  for (let n = 0; n <= Limit.ALARMS; n += 1) {
    alarms.raise('zombie', { user_id: `${n}` }, `${n}`);
  }
  expect(events).toHaveLength(Limit.ALARMS + 1);
});

it('tells nothing anew of one that a run before this has left', () => {
  zombie();
  const later = new Alarms(new ManualClock(0), alarms.snapshot());
  events = [];
  const happened = new Emitter<NetEvent>();
  happened.on((event) => events.push(event));
  recordAlarms(later, happened);
  later.acknowledge(1);
  expect(told()).toEqual(['alarm.acknowledged by operator']);
});
