import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloseCode } from '../../contract/errors.ts';
import { Emitter } from '../emitter.ts';
import type { PortChange } from '../gateway/kept-port.ts';
import type { RefusedLogIn } from '../gateway/login-desk.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import { silentLog } from '../log.ts';
import { ManualClock } from '../manual-clock.ts';
import { Net } from '../net/net.ts';
import { systemRandom } from '../random.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { Alarms } from './alarms.ts';

let clock: ManualClock;
let alarms: Alarms;
let net: Net;
let session: Session;
let watch: AlarmWatch;
let refused: Emitter<RefusedLogIn>;
let portChanged: Emitter<PortChange>;
/** SSRCs that are talking. */
let talking: Set<number>;

const relay = {
  ...{ onDown: new Emitter<Error>(), down: null as { reason: string } | null },
  onRestart: new Emitter<{ reason: string; downMs: number }>(),
  ...{
    hasRoom: true,
    addPeer: () => undefined,
    removePeer: () => undefined,
    mutePeer: () => undefined,
  },
  setKey: () => undefined,
  counters: (ssrc: number) => ({ talking: talking.has(ssrc) }),
};

const token = {
  role: 'radio',
  jti: null,
  expiresAt: null,
  channels: ['*'],
  priority: 100,
} as const;
const link: Link = {
  ip: '10.0.0.1',
  address: '10.0.0.1:1',
  secure: false,
  send: () => true,
  close: () => 0,
};

function login(): Session {
  return net.openSession({ userId: 'radio', ...token }, link);
}

beforeEach(() => {
  clock = new ManualClock(0);
  alarms = new Alarms(clock);
  talking = new Set();
  relay.down = null;
  refused = new Emitter();
  portChanged = new Emitter();
  net = new Net({ relay, clock, random: systemRandom, log: silentLog });
  watch = new AlarmWatch({ alarms, net, relay, refused, portChanged, clock });
  session = login();
  for (const [id, ssrc] of [
    ['alpha', 1],
    ['bravo', 2],
  ] as const) {
    net.createChannel('operator', { channel_id: id, channel_name: id });
    net.join(session, id, ssrc);
  }
});

afterEach(() => {
  watch.stop();
  expect(clock.running).toBe(0);
});

function ends(how: CloseCode | 'lost' | undefined): void {
  if (how === 'lost') net.loseSession(session, session.link);
  else net.endSession(session, how);
}

describe('the relay', () => {
  it('raises an alarm for a restart, which is over', () => {
    relay.onDown.emit(new Error('a bug'));
    clock.advance(300);
    relay.onRestart.emit({ reason: 'a bug', downMs: 300.4 });
    clock.advance(5_000);
    expect(alarms.snapshot()).toMatchObject([
      { kind: 'relay_restarted', params: { reason: 'a bug', down_ms: 300 }, ended_at: 300 },
    ]);
  });

  it('raises another one while it is down for longer than a second', () => {
    relay.onDown.emit(new Error('a bug'));
    relay.down = { reason: 'EADDRINUSE' };
    clock.advance(999);
    expect(alarms.snapshot()).toEqual([]);
    clock.advance(1);
    const params = { reason: 'EADDRINUSE' };
    expect(alarms.snapshot()).toMatchObject([{ kind: 'relay_down', params, ended_at: null }]);
    clock.advance(1_000);
    relay.onRestart.emit({ reason: 'EADDRINUSE', downMs: 2_000 });
    expect(alarms.snapshot()).toMatchObject([
      { kind: 'relay_down', ended_at: 2_000 },
      { kind: 'relay_restarted' },
    ]);
  });
});

it('a lost port is an alarm until it is back', () => {
  portChanged.emit({ port: 8080, fault: 'accept ENETDOWN' });
  const params = { port: 8080, reason: 'accept ENETDOWN' };
  expect(alarms.snapshot()).toMatchObject([{ kind: 'port_lost', params, ended_at: null }]);
  clock.advance(3_000);
  portChanged.emit({ port: 8080, fault: null });
  expect(alarms.snapshot()).toMatchObject([{ kind: 'port_lost', ended_at: 3_000 }]);
});

describe('a zombie', () => {
  const becomes = (state: Session['state']): void => {
    session.state = state;
    net.users.touch(session);
  };

  it('raises one alarm, which ends with a sign of life', () => {
    becomes('suspect');
    becomes('zombie');
    becomes('zombie');
    expect(alarms.snapshot()).toMatchObject([{ kind: 'zombie', count: 1, ended_at: null }]);
    net.heard(session);
    expect(alarms.snapshot()).toMatchObject([{ ended_at: 0 }]);
  });

  it('raises one that ends with its session', () => {
    becomes('zombie');
    ends(CloseCode.ZOMBIE);
    expect(alarms.snapshot()).toMatchObject([{ kind: 'zombie', ended_at: 0 }]);
  });
});

describe('a radio that talks', () => {
  it.each(['lost', CloseCode.ZOMBIE, CloseCode.SLOW_CONSUMER] as const)(
    'raises an alarm for the channel it talks in when it ends so: %s',
    (how) => {
      talking.add(2);
      ends(how);
      expect(alarms.snapshot()).toMatchObject([
        {
          kind: 'radio_lost_talking',
          severity: 'critical',
          params: { user_id: 'radio', channel_id: 'bravo' },
        },
      ]);
    },
  );

  it.each([undefined, CloseCode.KICKED, CloseCode.TOKEN_REVOKED, CloseCode.REPLACED] as const)(
    'raises none when somebody wanted it: %s',
    (how) => {
      talking.add(2);
      ends(how);
      expect(alarms.snapshot()).toEqual([]);
    },
  );

  it('raises none when it was silent', () => {
    ends('lost');
    expect(alarms.snapshot()).toEqual([]);
  });
});

it('raises an alarm for the fifth refused log-in from an address, and of a user', () => {
  for (let n = 0; n < 4; n += 1) refused.emit({ ip: '10.0.0.9', userId: `guess-${n}` });
  expect(alarms.snapshot()).toEqual([]);
  refused.emit({ ip: '10.0.0.9', userId: 'victim' });
  for (let n = 0; n < 4; n += 1) refused.emit({ ip: `10.0.1.${n}`, userId: 'victim' });
  expect(alarms.snapshot().map(({ params }) => params)).toEqual([
    { by: 'address', who: '10.0.0.9' },
    { by: 'user', who: 'victim' },
  ]);
});
