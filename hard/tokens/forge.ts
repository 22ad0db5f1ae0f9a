import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Chance } from '../chance.ts';

/** A token that is good, and what it takes to make others that are nearly so. */
export type Model = {
  readonly userId: string;
  readonly token: string;
  readonly kid: string;
  /** The key that the net itself signs with. */
  readonly key: KeyObject;
};

/** A token that may not log in, and as whom it is tried. */
export type Forgery = {
  readonly kind: string;
  readonly userId: string;
  readonly token: string;
  /** Whether its parts decode to the very bytes of a good token. */
  readonly isTwin?: boolean;
};

type Json = Readonly<Record<string, unknown>>;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

const encoded = (json: Json): string => Buffer.from(JSON.stringify(json)).toString('base64url');

function hmac(hash: string, key: KeyObject | string | Buffer, header: Json, claims: Json): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

function rsaSigned(header: Json, claims: Json): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), rsa.privateKey).toString('base64url')}`;
}

/** What a token says, by its own word. */
function claimsOf(token: string): Json {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
}

const DAY_S = 24 * 3600;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A text of the same bytes: the last of 43 characters has two bits that mean nothing. */
function twinOf(signature: string, chance: Chance): string {
  const last = ALPHABET.indexOf(signature.slice(-1));
  return signature.slice(0, -1) + (ALPHABET[last + 1 + chance.below(3)] ?? '');
}

/** One of each kind that can be made of a good token: each differs from it in one respect. */
export function forgeriesOf(model: Model, other: Model, chance: Chance): Forgery[] {
  const { userId, token, kid, key } = model;
  const claims = claimsOf(token);
  const nowS = Math.floor(Date.now() / 1e3);
  const header = { alg: 'HS256', typ: 'JWT', kid };
  const [first = '', second = '', signature = ''] = token.split('.');
  const signed = (change: Json): string => hmac('sha256', key, header, { ...claims, ...change });
  const none = (alg: string, end: string): string =>
    `${encoded({ alg, typ: 'JWT', kid })}.${second}.${end}`;
  const made: readonly (readonly [string, string])[] = [
    ['expired', signed({ exp: nowS - 1 - chance.below(DAY_S), iat: nowS - 2 * DAY_S })],
    ['expired', signed({ exp: 0 })],
    ['early', signed({ iat: nowS + 120 + chance.below(DAY_S) })],
    ['early', signed({ nbf: nowS + 120 + chance.below(DAY_S) })],
    ['wrong key', hmac('sha256', chance.bytes(32), header, claims)],
    ['wrong key', hmac('sha256', '', header, claims)],
    ['wrong key', hmac('sha256', kid, header, claims)],
    ['unknown kid', hmac('sha256', key, { ...header, kid: `key_${chance.u32()}` }, claims)],
    ['unknown kid', hmac('sha256', key, { alg: 'HS256', typ: 'JWT' }, claims)],
    ['unknown kid', hmac('sha256', key, { ...header, kid: '__proto__' }, claims)],
    ['unknown kid', hmac('sha256', key, { ...header, kid: '../keys.json' }, claims)],
    ['alg none', none('none', '')],
    ['alg none', none('None', '')],
    ['alg none', none('NONE', signature)],
    ['alg none', none('none', signature)],
    ['alg none', none('', signature)],
    ['no signature', `${first}.${second}.`],
    ['twin', `${first}.${second}.${twinOf(signature, chance)}`],
    ['no signature', `${first}.${second}`],
    ['other alg', hmac('sha512', key, { ...header, alg: 'HS512' }, claims)],
    ['other alg', hmac('sha384', key, { ...header, alg: 'HS384' }, claims)],
    ['other alg', hmac('sha512', key, header, claims)],
    ['RS and HS', rsaSigned({ ...header, alg: 'RS256' }, claims)],
    ['RS and HS', rsaSigned(header, claims)],
    ['RS and HS', hmac('sha256', publicPem, header, claims)],
    [
      'RS and HS',
      hmac(
        'sha256',
        publicPem,
        { ...header, jwk: rsa.publicKey.export({ format: 'jwk' }) },
        claims,
      ),
    ],
    ['RS and HS', hmac('sha256', key, { ...header, alg: 'RS256' }, claims)],
    ['crit', hmac('sha256', key, { ...header, crit: ['x'], x: 1 }, claims)],
    ['unencoded', hmac('sha256', key, { ...header, crit: ['b64'], b64: false }, claims)],
    ['not in the book', signed({ jti: `tok_${chance.bytes(16).toString('base64url')}` })],
    ['not in the book', signed({ jti: '__proto__' })],
    ['claims', signed({ sub: undefined })],
    ['claims', signed({ exp: undefined })],
    ['claims', signed({ iat: undefined })],
    ['claims', signed({ role: 'operator' })],
    ['claims', signed({ exp: '9999999999' })],
    ['claims', signed({ sub: [userId] })],
    ['parts of two', `${first}.${other.token.split('.')[1] ?? ''}.${signature}`],
    ['parts of two', `${first}.${second}.${other.token.split('.')[2] ?? ''}`],
    ['padded', `${token}=`],
    ['padded', ` ${token}`],
    ['padded', `${token}.`],
    [
      'padded',
      token
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .padEnd(token.length + 1, '='),
    ],
  ];
  const forged = made.map(([kind, bad]) => ({ kind, userId, token: bad }));
  return [...forged, { kind: 'other user', userId: other.userId, token }];
}

/**
 * A good token with one bit of its text turned. Some turn a bit that base64url leaves without
 * meaning, at the end of a part: those decode to the bytes of the good one, and are refused for
 * not being in the one canonical form (RFC 4648, section 3.5).
 */
export function flipped({ userId, token }: Model, chance: Chance): Forgery {
  const at = chance.below(token.length);
  const turned = String.fromCharCode(token.charCodeAt(at) ^ (1 << chance.below(8)));
  const bad = token.slice(0, at) + turned + token.slice(at + 1);
  return { kind: 'bit flip', userId, token: bad, isTwin: bytesOf(bad) === bytesOf(token) };
}

function bytesOf(token: string): string {
  return token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');
}
