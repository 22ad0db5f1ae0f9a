import { beforeEach, describe, expect, it } from 'vitest';
import { Limit } from '../../contract/limits.ts';
import { ManualClock } from '../manual-clock.ts';
import { Alarms } from './alarms.ts';

let clock: ManualClock;
let alarms: Alarms;
let changed: number[];

beforeEach(() => {
  clock = new ManualClock(0);
  alarms = new Alarms(clock);
  changed = [];
  alarms.changed.on((id) => changed.push(id));
});

const zombie = (user_id: string): void => alarms.raise('zombie', { user_id }, user_id);

it('goes on from those of earlier runs: what nobody has acknowledged is still open', () => {
  zombie('a');
  zombie('b');
  alarms.end('zombie', 'a');
  alarms.end('zombie', 'b');
  alarms.acknowledge(2);
  const again = new Alarms(clock, alarms.snapshot());
  expect(again.snapshot()).toEqual(alarms.snapshot());
  again.raise('zombie', { user_id: 'a' }, 'a');
  again.raise('zombie', { user_id: 'b' }, 'b');
  expect(again.snapshot()).toMatchObject([
    { alarm_id: 1, subject: 'a', count: 2 },
    { alarm_id: 2, subject: 'b', count: 1 },
    { alarm_id: 3, subject: 'b', count: 1 },
  ]);
  expect(again.acknowledgeAll()).toBe(2);
});

describe('an alarm', () => {
  it('is raised with its severity, and told', () => {
    clock.advance(5);
    alarms.raise('relay_down', { reason: 'EADDRINUSE' });
    expect(alarms.snapshot()).toEqual([
      {
        alarm_id: 1,
        kind: 'relay_down',
        severity: 'critical',
        subject: '',
        params: { reason: 'EADDRINUSE' },
        raised_at: 5,
        last_at: 5,
        count: 1,
        ended_at: null,
        acknowledged_at: null,
      },
    ]);
    expect(changed).toEqual([1]);
  });

  it('is one for each kind and subject, and counts repeats', () => {
    zombie('a');
    zombie('b');
    clock.advance(10);
    zombie('a');
    expect(alarms.snapshot()).toMatchObject([
      { subject: 'a', count: 2, raised_at: 0, last_at: 10 },
      { subject: 'b', count: 1 },
    ]);
  });

  it('stays when it is over, until it is acknowledged, and is another one after that', () => {
    zombie('a');
    clock.advance(1);
    alarms.end('zombie', 'a');
    expect(alarms.view(1)).toMatchObject({ ended_at: 1, acknowledged_at: null });
    zombie('a');
    expect(alarms.view(1)).toMatchObject({ count: 2, ended_at: null });
    alarms.end('zombie', 'a');
    alarms.acknowledge(1);
    zombie('a');
    expect(alarms.snapshot()).toMatchObject([{ alarm_id: 1 }, { alarm_id: 2, count: 1 }]);
  });

  it('stays when it is acknowledged, until it is over', () => {
    zombie('a');
    expect(alarms.acknowledge(1)).toMatchObject({ acknowledged_at: 0, ended_at: null });
    alarms.end('zombie', 'a');
    zombie('a');
    expect(alarms.view(2)).toMatchObject({ count: 1 });
  });

  it('has to be acknowledged again when it is raised again', () => {
    zombie('a');
    alarms.acknowledge(1);
    zombie('a');
    expect(alarms.view(1)).toMatchObject({ count: 2, acknowledged_at: null });
  });

  it('may be about something that is over from the start', () => {
    alarms.note('relay_restarted', { reason: 'a bug', down_ms: 40 });
    expect(alarms.view(1)).toMatchObject({ ended_at: 0, acknowledged_at: null });
  });
});

it('ends and acknowledges nothing that is not there', () => {
  alarms.end('zombie', 'a');
  expect(alarms.acknowledge(1)).toBeUndefined();
  expect(alarms.acknowledgeAll()).toBe(0);
  expect(changed).toEqual([]);
});

it('acknowledges all', () => {
  ['a', 'b', 'c'].forEach(zombie);
  alarms.acknowledge(2);
  clock.advance(7);
  expect(alarms.acknowledgeAll()).toBe(2);
  const at = alarms.snapshot().map(({ acknowledged_at }) => acknowledged_at);
  expect(at).toEqual([7, 0, 7]);
});

it('tells nobody of what has not changed', () => {
  zombie('a');
  alarms.acknowledge(1);
  changed = [];
  alarms.acknowledge(1);
  expect(changed).toEqual([]);
});

it(`keeps ${Limit.ALARMS}, and lets go of what is over first`, () => {
  for (let n = 1; n <= Limit.ALARMS; n += 1) zombie(String(n));
  alarms.end('zombie', '7');
  alarms.acknowledge(7);
  expect(alarms.snapshot()).toHaveLength(Limit.ALARMS);
  zombie('one more');
  expect(alarms.snapshot()).toHaveLength(Limit.ALARMS);
  expect(alarms.view(7)).toBeUndefined();
  expect(alarms.view(1)).toBeDefined();
  zombie('and another');
  expect(alarms.view(1)).toBeUndefined();
  expect(changed.at(-1)).toBe(1);
  // What was let go can be raised anew.
  zombie('1');
  expect(alarms.snapshot().at(-1)).toMatchObject({ subject: '1', count: 1 });
});
