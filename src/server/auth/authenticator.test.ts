import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Default, Limit } from '../../contract/limits.ts';
import { tokenRequest } from '../../contract/tokens.ts';
import { ManualClock } from '../manual-clock.ts';
import { type Bench, benchWith, mint, storeFailure, turningSeal } from './testing/fixtures.ts';
import { TokenFault } from './tokens.ts';

const bench = (): Bench<ManualClock> => benchWith(new ManualClock());

const refused = (reason: TokenFault): unknown => ({ ok: false, reason });

describe('identify', () => {
  test('a token says who its radio is and what it may do', async () => {
    const desk = bench();
    const { clock } = desk;
    const auth = desk.open();
    const { token, jti } = await mint(auth, {
      user_id: 'ann',
      ttl_s: 600,
      role: 'dispatcher',
      channels: ['site-*'],
      priority: 7,
    });
    expect(await auth.identify('ann', token)).toEqual({
      ok: true,
      identity: {
        userId: 'ann',
        role: 'dispatcher',
        channels: ['site-*'],
        priority: 7,
        jti,
        expiresAt: clock.now() + 600_000,
      },
    });
    expect(auth.token(jti)?.last_used_at).toBe(clock.now());
    expect(await auth.identify('bob', token)).toEqual(refused(TokenFault.OTHER_USER));
    expect(await auth.identify('ann', `${token}x`)).toEqual(refused(TokenFault.INVALID));
    clock.advance(600_000);
    expect(await auth.identify('ann', token)).toEqual(refused(TokenFault.EXPIRED));
  });

  test('the shared secret logs in any user as a radio', async () => {
    const auth = bench().open({ secret: 'open sesame' });
    for (const userId of ['ann', 'bob']) {
      expect(await auth.identify(userId, 'open sesame')).toEqual({
        ok: true,
        identity: {
          userId,
          role: 'radio',
          channels: ['*'],
          priority: Default.TOKEN_PRIORITY,
          jti: null,
          expiresAt: null,
        },
      });
    }
    const { token } = await mint(auth, { user_id: 'ann' });
    expect((await auth.identify('ann', token)).ok).toBe(true);
  });

  test.each([undefined, ''])('without a secret (%j) tokens alone log in', async (secret) => {
    const auth = bench().open({ secret });
    for (const guess of ['', 'secret', 'undefined', 'changeme']) {
      expect(await auth.identify('ann', guess)).toEqual(refused(TokenFault.INVALID));
    }
  });

  test('a lost book brings no revoked token back', async () => {
    const desk = bench();
    const { token, jti } = await mint(desk.open(), { user_id: 'ann' });
    desk.open().revoke(jti);
    rmSync(desk.dataDir.journal);
    for (const part of ['-wal', '-shm']) rmSync(`${desk.dataDir.journal}${part}`, { force: true });
    expect(await desk.open().identify('ann', token)).toEqual(refused(TokenFault.INVALID));
    expect(desk.warnings).toEqual([expect.stringContaining(`token ${jti} has a good signature`)]);
  });
});

describe('revoke', () => {
  test('ends a token here at once, and in a running net within a second', async () => {
    const desk = bench();
    const net = desk.open();
    const commandLine = desk.open();
    const { token, jti } = await mint(commandLine, { user_id: 'ann' });
    expect((await net.identify('ann', token)).ok).toBe(true);
    const heard: string[] = [];
    net.revoked.on((revoked) => heard.push(revoked));
    commandLine.revoked.on((revoked) => heard.push(revoked));
    expect(commandLine.revoke(jti)).toMatchObject({ ok: true, value: { jti } });
    expect(heard).toEqual([jti]);
    desk.clock.advance(1_000);
    expect(heard).toEqual([jti, jti]);
    expect(await net.identify('ann', token)).toEqual(refused(TokenFault.REVOKED));
  });

  test('counts for the very next login, even before it was noticed', async () => {
    const desk = bench();
    const net = desk.open();
    const { token, jti } = await mint(net, { user_id: 'ann' });
    desk.open().revoke(jti);
    expect(await net.identify('ann', token)).toEqual(refused(TokenFault.REVOKED));
  });

  test('holds across restarts', async () => {
    const desk = bench();
    const first = desk.open();
    const { token, jti } = await mint(first, { user_id: 'ann' });
    first.revoke(jti);
    first.close();
    expect(await desk.open().identify('ann', token)).toEqual(refused(TokenFault.REVOKED));
    expect(desk.open().revoke(jti).ok).toBe(true);
  });

  test('of an unknown token is an error', () => {
    expect(bench().open().revoke('tok_none')).toMatchObject({
      ok: false,
      error: { code: 'no_such_token' },
    });
  });
});

describe('mint', () => {
  test('tells of the token, in every process', async () => {
    const desk = bench();
    const net = desk.open();
    const heard: string[] = [];
    net.changed.on((jti) => heard.push(jti));
    const { jti } = await mint(desk.open(), { user_id: 'ann' });
    desk.clock.advance(1_000);
    expect(heard).toEqual([jti]);
    expect(net.tokens().map((view) => view.jti)).toEqual([jti]);
  });

  test('refuses a token that no radio could send', async () => {
    const auth = bench().open();
    const channels = Array.from({ length: Limit.TOKEN_CHANNELS }, () => 'x'.repeat(120));
    const minted = await auth.mint(tokenRequest.parse({ user_id: 'ann', channels }));
    expect(minted).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    expect(auth.tokens()).toEqual([]);
  });
});

describe('mintAll', () => {
  const request = (user_id: string, channels = ['*']) =>
    tokenRequest.parse({ user_id, channels, ttl_s: 600 });

  test('mints for everybody, in the order of the list', async () => {
    const auth = bench().open();
    const minted = await auth.mintAll(['ann', 'bob'].map((user) => request(user)));
    if (!minted.ok) throw new Error(minted.error.reason);
    expect(minted.value.map(({ view }) => view.user_id)).toEqual(['ann', 'bob']);
    for (const { token, view } of minted.value) {
      expect(await auth.identify(view.user_id, token)).toMatchObject({ ok: true });
    }
  });

  test('mints nothing at all where one cannot be minted', async () => {
    const auth = bench().open();
    const long = Array.from({ length: 64 }, (_, n) => `${n}`.padEnd(Limit.ID_BYTES, 'x'));
    const minted = await auth.mintAll([request('ann'), request('bob', long)]);
    expect(minted).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    expect(auth.tokens()).toEqual([]);
  });
});

describe('rotate', () => {
  test('tokens of the key before are shown to end with it, those of the new key are not', async () => {
    const desk = bench();
    const auth = desk.open();
    const WEEK_S = 7 * 24 * 3600;
    const old = await mint(auth, { user_id: 'ann', ttl_s: WEEK_S });
    const short = await mint(auth, { user_id: 'bob', ttl_s: 3600 });
    const told: string[] = [];
    auth.changed.on((jti) => told.push(jti));
    desk.clock.advance(5);
    auth.rotate();
    expect(told).toEqual([old.jti, short.jti]);
    const rotatedAt = desk.clock.now();
    const fresh = await mint(auth, { user_id: 'cho', ttl_s: WEEK_S });
    const endOf = (jti: string, from = auth): number => from.token(jti)?.expires_at ?? 0;
    const overlapMs = Default.KEY_OVERLAP_S * 1000;
    expect(endOf(old.jti)).toBe(rotatedAt + overlapMs);
    expect(endOf(short.jti)).toBeLessThan(rotatedAt + 3_600_001);
    expect(endOf(fresh.jti)).toBeGreaterThan(rotatedAt + overlapMs);
    // Once the old key is off the disk nobody knows it any more, and the token is over all the same.
    desk.clock.advance(overlapMs);
    const later = desk.open();
    expect(await later.identify('ann', old.token)).toEqual(refused(TokenFault.INVALID));
    expect(endOf(old.jti, later)).toBe(rotatedAt + overlapMs);
  });

  test('tokens of the key before log in for the overlap', async () => {
    const desk = bench();
    const auth = desk.open();
    const life = { ttl_s: 7 * 24 * 3600 };
    const before = await mint(auth, { user_id: 'ann', ...life });
    expect(auth.rotate()).toMatchObject({ ok: true });
    const after = await mint(auth, { user_id: 'ann', ...life });
    desk.clock.advance(Default.KEY_OVERLAP_S * 1000 - 1);
    expect((await auth.identify('ann', before.token)).ok).toBe(true);
    desk.clock.advance(1);
    expect(await auth.identify('ann', before.token)).toEqual(refused(TokenFault.INVALID));
    expect((await auth.identify('ann', after.token)).ok).toBe(true);
  });

  test('by another process is noticed at the first token of the new key', async () => {
    const desk = bench();
    const net = desk.open();
    const commandLine = desk.open();
    commandLine.rotate();
    const { token } = await mint(commandLine, { user_id: 'ann' });
    expect((await net.identify('ann', token)).ok).toBe(true);
  });
});

test('a folder whose keys are sealed by another is refused before anything is opened', () => {
  const desk = bench();
  desk.open({ seal: turningSeal });
  expect(storeFailure(() => desk.open()).code).toBe('keys_unreadable');
});

test('no timer is left after close', () => {
  const desk = bench();
  const auth = desk.open();
  expect(desk.clock.running).toBe(1);
  auth.close();
  auth.close();
  expect(desk.clock.running).toBe(0);
});

test('no token, key or secret stands in an error, a warning or a file', async () => {
  const desk = bench();
  const secret = 'a-secret';
  const auth = desk.open({ secret, seal: turningSeal });
  const { token, jti } = await mint(auth, { user_id: 'ann' });
  const said: unknown[] = [
    await auth.identify('bob', token),
    await auth.identify('ann', token.slice(0, -4)),
    await auth.identify('ann', `${secret}!`),
    auth.revoke(token),
    auth.revoke(jti),
    auth.rotate(),
    await auth.identify('ann', token),
    auth.tokens(),
  ];
  const keys = readFileSync(desk.dataDir.keys, 'utf8');
  const sealed = [...keys.matchAll(/"key": "(.*)"/g)].map((match) => match[1] ?? '');
  expect(sealed).toHaveLength(2);
  said.push(storeFailure(() => desk.open()).toOperatorError());
  writeFileSync(desk.dataDir.keys, keys.replace('"version"', 'version'));
  said.push(storeFailure(() => desk.open()).toOperatorError(), auth.rotate());
  await auth.identify('ann', token);
  const others = readdirSync(desk.dataDir.path).filter((name) => name !== 'keys.json');
  const files = others.map((name) => readFileSync(join(desk.dataDir.path, name), 'utf8'));
  const text = JSON.stringify([said, desk.warnings, files]);
  const [header = '', payload = '', signature = ''] = token.split('.');
  for (const hidden of [header, payload, signature, secret, ...sealed]) {
    expect(text).not.toContain(hidden);
  }
});
