import { Op } from '../../src/contract/ops.ts';
import type { Chance } from '../chance.ts';

/** Text frames: requests that are right, and what becomes of them by one to three changes. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Few, so that what one radio makes another finds, and the net does not fill with them. */
const CHANNELS = ['healthy', 'alpha', 'bravo', '__proto__', 'constructor', 'ünï 🦜', '0', ' x '];

const ODD_NUMBERS = [
  -1,
  0,
  1,
  0.5,
  255,
  256,
  65_535,
  0xffff_ffff,
  0x1_0000_0000,
  2 ** 53,
  -(2 ** 53),
  1e308,
  -0,
];
const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '__proto__',
  'constructor',
  'toString',
  '\u202e',
  'ÿ'.repeat(64),
  'x'.repeat(128),
  'x'.repeat(129),
  'x'.repeat(2_000),
  '🦜'.repeat(500),
  '🦜'.repeat(501),
  'system',
  '../../etc/passwd',
  '1',
];
const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'op',
  'd',
  's',
  '',
  'channel_id',
  '\ud800',
];

/** What stands in a text where no JSON value may. */
const BROKEN = [
  'NaN',
  'undefined',
  '1e999',
  '-',
  '01',
  '"\\x"',
  "'a'",
  '{,}',
  '[1,]',
  '\ufeff',
  '\\',
];

/** A request as a radio should send it. */
function request(chance: Chance): { op: number; d: Json } {
  const channel_id = chance.one(CHANNELS);
  const op = chance.one(OPS);
  switch (op) {
    case Op.HEARTBEAT:
      return { op, d: chance.odds(0.5) ? null : chance.u32() };
    case Op.IDENTIFY:
      return { op, d: { user_id: `attacker ${chance.below(64)}`, token: 'guess', resume: true } };
    case Op.RESUME:
      return { op, d: { session_id: 'sess_x', resume_token: 'x', s: chance.below(9) } };
    case Op.CHANNEL_CREATE:
      return { op, d: { channel_id, channel_name: 'Name', mode: 'open', capacity: 50 } };
    case Op.CHANNEL_JOIN: {
      const srtp: Json = ['AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80', 'x'];
      return { op, d: { channel_id, ssrc: chance.below(200), ...(chance.odds(0.3) && { srtp }) } };
    }
    case Op.CHANNEL_UPDATE:
      return { op, d: { channel_id, channel_name: `Name ${chance.below(9)}` } };
    case Op.MESSAGE_CREATE:
      return { op, d: { channel_id, content: chance.one(ODD_TEXTS) } };
    default:
      return { op, d: { channel_id } };
  }
}

const OPS = [
  Op.HEARTBEAT,
  Op.IDENTIFY,
  Op.RESUME,
  Op.CHANNEL_CREATE,
  Op.CHANNEL_JOIN,
  Op.CHANNEL_JOIN,
  Op.CHANNEL_LEAVE,
  Op.CHANNEL_UPDATE,
  Op.CHANNEL_DELETE,
  Op.CHANNEL_LIST,
  Op.CHANNEL_INFO,
  Op.MESSAGE_CREATE,
  Op.MESSAGE_CREATE,
] as const;

/** One text that a radio sends: of valid UTF-8, whatever else it may be, and below 16 KiB. */
export function anyText(chance: Chance): string {
  let value: Json = request(chance);
  const changes = chance.odds(0.25) ? 0 : 1 + chance.below(3);
  for (let i = 0; i < changes; i += 1) value = changed(value, chance);
  const text = written(value);
  return chance.odds(0.12) ? brokenText(text, chance) : text;
}

/** JSON with every key as it is: `JSON.stringify` leaves none out but where it is undefined. */
function written(value: Json): string {
  return JSON.stringify(value);
}

/** Changes one value somewhere inside. */
function changed(value: Json, chance: Chance): Json {
  if (value === null || typeof value !== 'object' || chance.odds(0.15)) return odd(chance);
  if (Array.isArray(value)) {
    const at = chance.below(value.length + 1);
    return [...value.slice(0, at), odd(chance), ...value.slice(at + 1)];
  }
  const entries = Object.entries(value);
  const at = chance.below(entries.length + 1);
  const [key, inner] = entries[at] ?? [chance.one(ODD_KEYS), null];
  switch (chance.below(5)) {
    case 0:
      entries.splice(at, 1);
      break;
    case 1:
      entries.push([chance.one(ODD_KEYS), odd(chance)]);
      break;
    case 2:
      entries.splice(at, 1, [chance.one(ODD_KEYS), inner]);
      break;
    default:
      entries.splice(at, 1, [key, changed(inner, chance)]);
  }
  // Not by assignment, which would lose `__proto__`.
  return Object.fromEntries(entries);
}

function odd(chance: Chance): Json {
  switch (chance.below(8)) {
    case 0:
      return chance.one(ODD_NUMBERS);
    case 1:
      return chance.below(256);
    case 2:
      return chance.one(ODD_TEXTS);
    case 3:
      return chance.odds(0.5);
    case 4:
      return null;
    case 5:
      return Object.fromEntries([[chance.one(ODD_KEYS), chance.one(ODD_TEXTS)]]);
    case 6:
      return Array.from({ length: chance.below(20) }, () => chance.one(ODD_TEXTS.slice(0, 9)));
    default:
      return nested(chance);
  }
}

function nested(chance: Chance): Json {
  let value: Json = null;
  const isArray = chance.odds(0.5);
  for (let depth = chance.below(60); depth > 0; depth -= 1)
    value = isArray ? [value] : { d: value };
  return value;
}

/** What is no JSON, or JSON that no `JSON.stringify` writes. */
function brokenText(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  switch (chance.below(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + chance.one(BROKEN) + text.slice(at);
    case 2:
      return text.replace(/\d+/, chance.one(BROKEN));
    case 3: {
      const depth = 1 + chance.below(8_000);
      return '['.repeat(depth) + (chance.odds(0.5) ? ']'.repeat(depth) : '');
    }
    case 4:
      return `{"op":${Op.CHANNEL_INFO},"d":{"__proto__":{"channel_id":"alpha"}},"op":${chance.below(256)}}`;
    case 5:
      return `{"op":1${'0'.repeat(chance.below(400))},"d":null}`;
    default:
      return text.replaceAll('"', chance.one(['"', "'", '\\"', '“']));
  }
}
