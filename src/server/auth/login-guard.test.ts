import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import {
  FIRST_LOCK_MS,
  FORGET_MS,
  LoginGuard,
  LONGEST_LOCK_MS,
  REMEMBERED,
} from './login-guard.ts';

const FAR = '192.0.2.7';
const NEAR = '192.0.2.8';

let clock: ManualClock;
let guard: LoginGuard;

beforeEach(() => {
  clock = new ManualClock();
  clock.advance(5_000);
  guard = new LoginGuard({ clock, mostFailures: 3 });
});

function fail(times: number, user = 'kim', ip = FAR): void {
  for (let i = 0; i < times; i += 1) guard.failed(user, ip);
}

describe('an address that keeps failing', () => {
  it('is locked out from the third time on, longer each time', () => {
    fail(2);
    expect(guard.lockedMs('lee', FAR)).toBe(0);
    fail(1);
    expect(guard.lockedMs('lee', FAR)).toBe(FIRST_LOCK_MS);
    clock.advance(FIRST_LOCK_MS);
    expect(guard.lockedMs('lee', FAR)).toBe(0);
    fail(1);
    expect(guard.lockedMs('lee', FAR)).toBe(2 * FIRST_LOCK_MS);
    fail(60);
    expect(guard.lockedMs('lee', FAR)).toBe(LONGEST_LOCK_MS);
  });

  it('is forgiven by a success, and by an hour without a failure', () => {
    fail(3);
    guard.succeeded('lee', FAR);
    expect(guard.lockedMs('lee', FAR)).toBe(0);
    fail(2, 'kim', NEAR);
    clock.advance(FORGET_MS);
    fail(2, 'kim', NEAR);
    expect(guard.lockedMs('lee', NEAR)).toBe(0);
  });

  it('does not lock others out', () => {
    fail(10);
    expect(guard.lockedMs('lee', NEAR)).toBe(0);
  });
});

describe('a user that is guessed at from many addresses', () => {
  const guess = (): void => {
    for (let i = 1; i <= 3; i += 1) guard.failed('kim', `198.51.100.${i}`);
  };

  it('is locked out everywhere', () => {
    guess();
    expect(guard.lockedMs('kim', NEAR)).toBe(FIRST_LOCK_MS);
    expect(guard.lockedMs('lee', NEAR)).toBe(0);
  });

  it('is not locked out where it last logged in, and its own failures there count for the address', () => {
    guard.succeeded('kim', NEAR);
    guess();
    expect(guard.lockedMs('kim', NEAR)).toBe(0);
    expect(guard.lockedMs('kim', FAR)).toBe(FIRST_LOCK_MS);
    fail(3, 'kim', NEAR);
    expect(guard.lockedMs('kim', NEAR)).toBe(FIRST_LOCK_MS);
  });
});

it('never locks loopback out', () => {
  fail(50, 'kim', '127.0.0.1');
  fail(50, 'kim', '::1');
  fail(50, 'kim', FAR);
  expect(guard.lockedMs('kim', '127.0.0.1')).toBe(0);
  expect(guard.lockedMs('kim', '::1')).toBe(0);
});

it('locks nobody out where there is no limit', () => {
  guard = new LoginGuard({ clock, mostFailures: 0 });
  fail(1_000);
  expect(guard.lockedMs('kim', FAR)).toBe(0);
});

it('remembers so many and no more, the last ones', () => {
  fail(3);
  for (let i = 0; i < REMEMBERED; i += 1) guard.failed(`user ${i}`, `address ${i}`);
  expect(guard.lockedMs('kim', FAR)).toBe(0);
  fail(3, 'park', NEAR);
  expect(guard.lockedMs('park', NEAR)).toBe(FIRST_LOCK_MS);
});
