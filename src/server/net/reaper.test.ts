import { beforeEach, expect, it } from 'vitest';
import type { Link, Session } from '../hubs/user-hub.ts';
import { silentLog } from '../log.ts';
import { ManualClock } from '../manual-clock.ts';
import { systemRandom } from '../random.ts';
import { Net } from './net.ts';
import { Reaper } from './reaper.ts';

let clock: ManualClock;
let net: Net;
let session: Session;
/** When each SSRC was last proved to be there. */
let proofs: Map<number, number>;
let reaper: Reaper;
/** What the system says of how long it has been up, asleep or not; moved by tests on top of the clock. */
let asleepMs: number;
let slept: number[];

beforeEach(() => {
  clock = new ManualClock();
  proofs = new Map();
  asleepMs = 0;
  slept = [];
  const relay = {
    hasRoom: true,
    addPeer: () => undefined,
    removePeer: () => undefined,
    mutePeer: () => undefined,
    setKey: () => undefined,
  };
  net = new Net({ relay, clock, random: systemRandom, log: silentLog });
  reaper = new Reaper({
    net,
    media: { lastAuthenticatedAt: (ssrc) => proofs.get(ssrc) ?? null },
    clock,
    suspectAfterMs: 20_000,
    zombieAfterMs: 35_000,
    intervalMs: 1_000,
    uptime: () => clock.monotonic() + asleepMs,
    onSlept: (ms) => slept.push(ms),
  });
  const link: Link = {
    ip: '10.0.0.1',
    address: '10.0.0.1:1',
    secure: false,
    send: () => true,
    close: () => 0,
  };
  const token = { jti: null, expiresAt: null, channels: ['*'], priority: 100 };
  session = net.openSession({ userId: 'radio', role: 'radio', ...token }, link);
  for (const [id, ssrc] of [
    ['alpha', 1],
    ['bravo', 2],
  ] as const) {
    net.createChannel('operator', { channel_id: id, channel_name: id });
    net.join(session, id, ssrc);
  }
});

/** The state after so many more seconds, undefined where the session has ended. */
function after(seconds: number): string | undefined {
  clock.advance(1_000 * seconds);
  return net.users.get('radio')?.state;
}

it('ages a radio that says nothing', () => {
  expect([after(19), after(1), after(15), after(1)]).toEqual([
    'alive',
    'suspect',
    'zombie',
    undefined,
  ]);
});

it('takes a proof on any of its channels for a sign of life', () => {
  expect(after(25)).toBe('suspect');
  proofs.set(2, clock.monotonic());
  expect([after(1), after(18), after(1)]).toEqual(['alive', 'alive', 'suspect']);
  expect(session.lastSeenAt).toBe(clock.now() - 20_000);
});

it('keeps a radio for ever that proves that it is there', () => {
  for (let n = 0; n < 100; n += 1) {
    proofs.set(1, clock.monotonic());
    expect(after(10)).toBe('alive');
  }
});

it('saves a zombie by a proof that comes in time, and by no older one', () => {
  expect(after(35)).toBe('zombie');
  proofs.set(1, 34_900);
  expect(after(1)).toBe('alive');
  expect([after(18), after(1), after(15), after(1)]).toEqual([
    'alive',
    'suspect',
    'zombie',
    undefined,
  ]);
});

it('counts no proof of a channel that it has left', () => {
  net.leave(session, 'alpha');
  proofs.set(1, 19_000);
  expect(after(20)).toBe('suspect');
});

const HOUR_MS = 3_600_000;

it('kicks nobody for an hour in which the process was stopped', () => {
  expect(after(25)).toBe('suspect');
  clock.sleep(HOUR_MS);
  expect([after(0), after(19)]).toEqual(['suspect', 'suspect']);
  // From the wake on it has the whole time again, and no more than that.
  expect([after(15), after(1), after(1)]).toEqual(['suspect', 'zombie', undefined]);
  expect(slept).toEqual([HOUR_MS - 1_000]);
});

it('kicks nobody for an hour in which the machine slept and monotonic time stood still', () => {
  expect(after(34)).toBe('suspect');
  asleepMs = HOUR_MS;
  expect([after(1), after(34), after(1), after(1)]).toEqual([
    'suspect',
    'suspect',
    'zombie',
    undefined,
  ]);
  expect(slept).toEqual([HOUR_MS]);
});

it('gives a zombie that was found before the sleep its time again', () => {
  expect(after(35)).toBe('zombie');
  clock.sleep(HOUR_MS);
  expect(after(0)).toBe('suspect');
  net.heard(session);
  expect(after(1)).toBe('alive');
});

it('takes a look that is a second late for what it is', () => {
  expect(after(34)).toBe('suspect');
  clock.sleep(1_500);
  expect([after(0), after(1)]).toEqual(['zombie', undefined]);
  expect(slept).toEqual([]);
});

it('does not care how the wall clock is set', () => {
  expect(after(19)).toBe('alive');
  clock.setWallClock(24 * HOUR_MS);
  expect([after(1), after(14)]).toEqual(['suspect', 'suspect']);
  clock.setWallClock(-48 * HOUR_MS);
  expect([after(1), after(1)]).toEqual(['zombie', undefined]);
  expect(slept).toEqual([]);
});

it('judges nobody while it is paused, and begins anew when it goes on', () => {
  reaper.pause();
  expect(after(200)).toBe('alive');
  asleepMs = HOUR_MS;
  expect(after(1)).toBe('alive');
  reaper.resume();
  expect([after(19), after(1), after(15), after(1)]).toEqual([
    'alive',
    'suspect',
    'zombie',
    undefined,
  ]);
  expect(slept).toEqual([HOUR_MS]);
});

it('ends a pause by itself that nobody ends while the net runs', () => {
  reaper.pause();
  expect([after(300), after(34), after(2)]).toEqual(['alive', 'suspect', undefined]);
});
