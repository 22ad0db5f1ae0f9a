import { createSecretKey, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { Limit } from '../../contract/limits.ts';
import { tokenRequest } from '../../contract/tokens.ts';
import { ManualClock } from '../manual-clock.ts';
import { systemRandom } from '../random.ts';
import { KeyRing } from './key-ring.ts';
import { plainSeal } from './key-seal.ts';
import { benchWith, type Bench } from './testing/fixtures.ts';
import { TokenFault, TokenIssuer, type Verified } from './tokens.ts';

const bench = (): Bench<ManualClock> => benchWith(new ManualClock());

let desk: Bench<ManualClock>;
let keys: KeyRing;
let issuer: TokenIssuer;

beforeEach(() => {
  desk = bench();
  const { clock, dataDir, warnings } = desk;
  const warn = (line: string): void => void warnings.push(line);
  keys = new KeyRing({ path: dataDir.keys, clock, random: systemRandom, seal: plainSeal, warn });
  issuer = new TokenIssuer(keys, clock, systemRandom);
});

const request = tokenRequest.parse({ user_id: 'ann', ttl_s: 60 });
const refused = (reason: TokenFault): Verified => ({ ok: false, reason });

function good(): JWTPayload {
  const iat = desk.clock.now() / 1000;
  return {
    sub: 'ann',
    iat,
    exp: iat + 60,
    jti: 'tok_1',
    role: 'radio',
    channels: ['*'],
    priority: 100,
  };
}

/** Signs what `mint` never would; a field of the header that is undefined is left out. */
async function sign(
  payload: object,
  header: { alg?: string; kid?: string | undefined } = {},
  key: KeyObject = keys.signing().key,
): Promise<string> {
  const { alg = 'HS256', kid } = { kid: keys.signing().kid, ...header };
  return new SignJWT({ ...payload })
    .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
    .sign(key);
}

describe('a token', () => {
  test('says what was asked for and logs its user in', async () => {
    const { token, claims } = await issuer.mint(
      tokenRequest.parse({
        user_id: 'ann',
        ttl_s: 600,
        role: 'dispatcher',
        channels: ['site-*', 'dispatch'],
        priority: 200,
      }),
    );
    const iat = desk.clock.now() / 1000;
    expect(claims).toEqual({
      sub: 'ann',
      iat,
      exp: iat + 600,
      jti: expect.stringMatching(/^tok_[\w-]{22}$/) as unknown,
      role: 'dispatcher',
      channels: ['site-*', 'dispatch'],
      priority: 200,
    });
    expect(await issuer.verify(token, 'ann')).toEqual({ ok: true, claims });
    const header = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
    expect(JSON.parse(header)).toEqual({ alg: 'HS256', typ: 'JWT', kid: keys.signing().kid });
  });

  test('a hand-made one with every claim in order passes, so that the faults below count', async () => {
    expect((await issuer.verify(await sign(good()), 'ann')).ok).toBe(true);
  });

  test('two are never the same', async () => {
    expect((await issuer.mint(request)).claims.jti).not.toBe(
      (await issuer.mint(request)).claims.jti,
    );
  });
});

describe('time', () => {
  test('it ends to the second', async () => {
    const { token } = await issuer.mint(request);
    desk.clock.advance(59_999);
    expect((await issuer.verify(token, 'ann')).ok).toBe(true);
    desk.clock.advance(1);
    expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.EXPIRED));
  });

  test('one from the future is refused beyond a minute', async () => {
    const iat = desk.clock.now() / 1000;
    const early = (by: number): Promise<string> =>
      sign({ ...good(), iat: iat + by, exp: iat + 900 });
    expect((await issuer.verify(await early(60), 'ann')).ok).toBe(true);
    expect(await issuer.verify(await early(61), 'ann')).toEqual(refused(TokenFault.INVALID));
  });

  test('one that is not yet in force is refused', async () => {
    const token = await sign({ ...good(), nbf: desk.clock.now() / 1000 + 30 });
    expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.INVALID));
  });
});

describe('refused', () => {
  test('one of another user', async () => {
    const { token } = await issuer.mint(request);
    for (const other of ['bob', 'Ann', 'ann ', '', 'system']) {
      expect(await issuer.verify(token, other)).toEqual(refused(TokenFault.OTHER_USER));
    }
  });

  test('one signed with another key, under this kid or its own', async () => {
    const other = createSecretKey(systemRandom.bytes(32));
    for (const kid of [keys.signing().kid, 'key_other']) {
      const token = await sign(good(), { kid }, other);
      expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.INVALID));
    }
  });

  test('one whose time is up but whose signature is bad does not say that it expired', async () => {
    const other = createSecretKey(systemRandom.bytes(32));
    const token = await sign({ ...good(), exp: 1 }, {}, other);
    expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.INVALID));
  });

  test('one without a kid', async () => {
    const token = await sign(good(), { kid: undefined });
    expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.INVALID));
  });

  test('one that is not signed (RFC 8725, section 2.1)', async () => {
    const unsigned = new UnsecuredJWT(good()).encode();
    const { kid } = keys.signing();
    const [, payload = ''] = unsigned.split('.');
    const headers = ['none', 'None', 'NONE', 'nOnE', ''].map((alg) =>
      Buffer.from(JSON.stringify({ alg, kid })).toString('base64url'),
    );
    for (const token of [unsigned, ...headers.map((header) => `${header}.${payload}.`)]) {
      expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.INVALID));
    }
  });

  test('one of another algorithm, though its signature is good', async () => {
    const { kid } = keys.signing();
    const long = createSecretKey(Buffer.concat([keys.signing().key.export(), Buffer.alloc(32)]));
    for (const alg of ['HS384', 'HS512']) {
      const token = await sign(good(), { alg, kid }, long);
      expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.INVALID));
    }
  });

  test.each<[string, object]>([
    ['no exp', { exp: undefined }],
    ['no iat', { iat: undefined }],
    ['no jti', { jti: undefined }],
    ['no user', { sub: undefined }],
    ['the user that is nobody', { sub: 'system' }],
    ['an unknown role', { role: 'admin' }],
    ['a priority out of range', { priority: 256 }],
    ['channels that are no list', { channels: '*' }],
    ['an end that is no whole number', { exp: 99_999_999_999.5 }],
  ])('one with %s', async (_, claims) => {
    const payload = Object.entries({ ...good(), ...claims });
    const kept = Object.fromEntries(payload.filter(([, value]) => value !== undefined));
    expect(await issuer.verify(await sign(kept), 'ann')).toEqual(refused(TokenFault.INVALID));
  });

  test('one that is too long, by a byte', async () => {
    const padded = async (length: number): Promise<string> => {
      const bare = (await sign({ ...good(), pad: '' })).length;
      for (let pad = Math.floor(((length - bare) * 3) / 4) - 8; ; pad += 1) {
        const token = await sign({ ...good(), pad: 'x'.repeat(pad) });
        if (token.length >= length) return token;
      }
    };
    const fits = await padded(Limit.TOKEN_BYTES - 2);
    expect(fits.length).toBeLessThanOrEqual(Limit.TOKEN_BYTES);
    expect((await issuer.verify(fits, 'ann')).ok).toBe(true);
    const long = await padded(Limit.TOKEN_BYTES + 1);
    expect(await issuer.verify(long, 'ann')).toEqual(refused(TokenFault.INVALID));
  });

  test('one with any bit flipped', async () => {
    const { token } = await issuer.mint(request);
    const bytes = Buffer.from(token, 'latin1');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const result = await issuer.verify(flipped.toString('latin1'), 'ann');
      expect(result, `bit ${bit}`).toEqual(refused(TokenFault.INVALID));
    }
  });

  test('its twins, which decode to the same bytes (RFC 4648, section 3.5)', async () => {
    const { token } = await issuer.mint(request);
    const twins = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
      .map((last) => token.slice(0, -1) + last)
      .filter((twin) => twin !== token);
    for (const twin of [...twins, `${token}=`, `${token} `, `\n${token}`, `${token}.`]) {
      expect(await issuer.verify(twin, 'ann')).toEqual(refused(TokenFault.INVALID));
    }
  });

  test('anything that is no token at all, without an exception', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.base64String(), { minLength: 2, maxLength: 5 }).map((parts) => parts.join('.')),
      fc
        .tuple(fc.json(), fc.json(), fc.string())
        .map((parts) => parts.map((part) => Buffer.from(part).toString('base64url')).join('.')),
      fc.constantFrom('..', '...', '.', 'a.b.c', 'e30.e30.', 'bnVsbA.bnVsbA.bnVsbA'),
    );
    await fc.assert(
      fc.asyncProperty(text, async (token) => {
        expect(await issuer.verify(token, 'ann')).toEqual(refused(TokenFault.INVALID));
      }),
      { numRuns: 500 },
    );
  });
});
