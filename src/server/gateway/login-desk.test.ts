import { beforeEach, expect, it } from 'vitest';
import { ErrorCode } from '../../contract/errors.ts';
import { LoginGuard } from '../auth/login-guard.ts';
import type { Session } from '../hubs/user-hub.ts';
import type { Sanction } from '../journal/sanctions.ts';
import { LimitCounts } from '../limit-counts.ts';
import { ManualClock } from '../manual-clock.ts';
import { LoginDesk, type RefusedLogIn } from './login-desk.ts';

const FAR = '192.0.2.7';

let clock: ManualClock;
let limits: LimitCounts;
let bans: Partial<Sanction>[];
let present: string[];
let asked: number;
let desk: LoginDesk;
let refused: RefusedLogIn[];

beforeEach(() => {
  clock = new ManualClock();
  limits = new LimitCounts();
  bans = [];
  present = [];
  refused = [];
  asked = 0;
  desk = new LoginDesk({
    identify: (userId, token) => {
      asked += 1;
      const identity = { userId, role: 'radio', channels: ['*'], priority: 100 } as const;
      return Promise.resolve(
        token === 'good'
          ? { ok: true, identity: { ...identity, jti: 'tok', expiresAt: null } }
          : { ok: false, reason: 'token: not valid' as never },
      );
    },
    guard: new LoginGuard({ clock, mostFailures: 3 }),
    bans: { find: () => bans as Sanction[] },
    clock,
    users: {
      get size() {
        return present.length;
      },
      get: (userId) => (present.includes(userId) ? ({ userId } as Session) : undefined),
    },
    limits,
    maxSessions: 2,
  });
  desk.refused.on((who) => refused.push(who));
});

async function codeOf(token: string, user = 'kim', ip = FAR): Promise<number | 'in'> {
  const result = await desk.logIn(user, token, ip);
  return result.ok ? 'in' : result.refusal.code;
}

it('lets in who has a token, and tells of who has not', async () => {
  expect(await codeOf('good')).toBe('in');
  expect(await codeOf('bad')).toBe(ErrorCode.TOKEN_INVALID);
  expect(refused).toEqual([{ ip: FAR, userId: 'kim' }]);
});

it('locks out after the third failure, without looking at the token, and says for how long', async () => {
  for (let n = 0; n < 3; n += 1) expect(await codeOf('bad')).toBe(ErrorCode.TOKEN_INVALID);
  expect(await codeOf('good')).toBe(ErrorCode.RATE_LIMITED);
  expect(asked).toBe(3);
  expect(desk.locked(null, FAR)?.reason).toBe('too many failed log-ins; try again in 1 s');
  expect(limits.read().failed_log_ins).toBe(2);
  clock.advance(1_000);
  expect(await codeOf('good')).toBe('in');
});

it('counts a RESUME that was refused for its address', () => {
  for (let n = 0; n < 3; n += 1) desk.resumeFailed(FAR);
  expect(desk.locked(null, FAR)?.code).toBe(ErrorCode.RATE_LIMITED);
  expect(desk.locked(null, '192.0.2.8')).toBeUndefined();
});

it('never locks out this computer', async () => {
  for (let n = 0; n < 9; n += 1) await codeOf('bad', 'kim', '127.0.0.1');
  expect(await codeOf('good', 'kim', '127.0.0.1')).toBe('in');
});

it('takes so many sessions and no more, but for a user that takes its own place', async () => {
  present = ['ann'];
  expect(await codeOf('good')).toBe('in');
  present = ['ann', 'bob'];
  expect(await codeOf('good')).toBe(ErrorCode.RATE_LIMITED);
  expect(limits.read().sessions).toBe(1);
  expect(await codeOf('good', 'ann')).toBe('in');
});

it('keeps out who is banned, with the reason and until when', async () => {
  bans = [{ kind: 'mute', until: null, reason: '' }];
  expect(await codeOf('good')).toBe('in');
  bans = [{ kind: 'ban', until: Date.UTC(2030, 0, 2), reason: 'noise' }];
  const result = await desk.logIn('kim', 'bad', FAR);
  const reason = 'banned until 2030-01-02T00:00:00.000Z: noise';
  expect(result).toEqual({ ok: false, refusal: { code: ErrorCode.BANNED, reason } });
  expect(asked).toBe(1);
});
