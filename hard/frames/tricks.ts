import type { Chance } from '../chance.ts';
import { clientFrame, Opcode, textFrame } from '../websocket.ts';

/** Something that ends a connection: what is written, and the codes that may come of it. */
export type Trick = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly frames: number;
  /** What the server closes with; empty where it may just as well wait for more. */
  readonly codes: readonly number[];
};

const PROTOCOL_ERROR = 1002;
const BINARY = 1003;
const NOT_UTF8 = 1007;
const TOO_LARGE = 1009;

/** No UTF-8 (RFC 3629, sections 3 and 10): cut off, too long a form, surrogates, beyond the last. */
const BAD_UTF8 = ['ff', 'c3', 'c0af', 'e08080', 'eda080', 'f4908080', '80', 'e28228', 'f8888080'];
const BAD_CLOSE_CODES = [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535];

const { CONTINUATION, TEXT, CLOSE, PING } = Opcode;
const heartbeat = Buffer.from('{"op":1,"d":null}');

type Make = (chance: Chance) => Omit<Trick, 'name'>;

const one = (bytes: Buffer, ...codes: number[]): Omit<Trick, 'name'> => ({
  bytes,
  frames: 1,
  codes,
});

const MAKE: Readonly<Record<string, Make>> = {
  unmasked: () => one(clientFrame(TEXT, heartbeat, { masked: false }), PROTOCOL_ERROR),
  'reserved bits': (chance) =>
    one(clientFrame(TEXT, heartbeat, { reserved: 1 + chance.below(7) }), PROTOCOL_ERROR),
  'reserved opcode': (chance) =>
    one(clientFrame(chance.one([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), heartbeat), PROTOCOL_ERROR),
  'a continuation of nothing': () => one(clientFrame(CONTINUATION, heartbeat), PROTOCOL_ERROR),
  'a text inside another': () => ({
    bytes: Buffer.concat([clientFrame(TEXT, heartbeat, { fin: false }), textFrame('{}')]),
    frames: 2,
    codes: [PROTOCOL_ERROR],
  }),
  'a ping in pieces': () => one(clientFrame(PING, heartbeat, { fin: false }), PROTOCOL_ERROR),
  'a long ping': (chance) =>
    one(clientFrame(PING, chance.bytes(126 + chance.below(200))), PROTOCOL_ERROR),
  'a close of one byte': () => one(clientFrame(CLOSE, Buffer.from([3])), PROTOCOL_ERROR),
  'a close code that may not be': (chance) => {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(chance.one(BAD_CLOSE_CODES));
    return one(clientFrame(CLOSE, payload), PROTOCOL_ERROR);
  },
  'a close reason that is no UTF-8': (chance) =>
    one(clientFrame(CLOSE, Buffer.from(`03e8${chance.one(BAD_UTF8)}`, 'hex')), NOT_UTF8),
  'a close': (chance) => {
    const code = chance.one([1000, 1001, 1011, 3000, 4999]);
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    return one(clientFrame(CLOSE, payload), code);
  },
  'no UTF-8': (chance) =>
    one(clientFrame(TEXT, Buffer.from(`7b22${chance.one(BAD_UTF8)}`, 'hex')), NOT_UTF8),
  'no UTF-8, in pieces': (chance) => ({
    bytes: Buffer.concat([
      clientFrame(TEXT, Buffer.from('7b22e2', 'hex'), { fin: false }),
      clientFrame(CONTINUATION, Buffer.from(chance.one(BAD_UTF8), 'hex')),
    ]),
    frames: 2,
    codes: [NOT_UTF8],
  }),
  binary: (chance) => one(clientFrame(Opcode.BINARY, chance.bytes(chance.below(300))), BINARY),
  'binary in pieces': (chance) => ({
    bytes: Buffer.concat([
      clientFrame(Opcode.BINARY, chance.bytes(9), { fin: false }),
      clientFrame(PING, chance.bytes(4)),
      clientFrame(CONTINUATION, chance.bytes(9)),
    ]),
    frames: 3,
    codes: [BINARY],
  }),
  'a length beyond the limit': (chance) => {
    const told = chance.one([16_385n, 65_536n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]);
    return one(clientFrame(TEXT, chance.bytes(20), { told }), TOO_LARGE);
  },
  'pieces beyond the limit': () => ({
    bytes: Buffer.concat([
      clientFrame(TEXT, Buffer.alloc(16_384, 32), { fin: false }),
      clientFrame(CONTINUATION, Buffer.from(' ')),
    ]),
    frames: 2,
    codes: [TOO_LARGE],
  }),
  'a frame that is cut off': (chance) => {
    const whole = textFrame('{"op":15,"d":null}');
    return one(whole.subarray(0, 1 + chance.below(whole.length - 1)));
  },
  noise: (chance) => one(chance.bytes(1 + chance.below(400))),
};

const NAMES = Object.keys(MAKE);

export function anyTrick(chance: Chance): Trick {
  const name = chance.one(NAMES);
  const make = MAKE[name];
  if (make === undefined) throw new RangeError(name);
  return { name, ...make(chance) };
}

/** A text as one frame, or in pieces with pings between them (RFC 6455, section 5.4). */
export function asFrames(text: string, chance: Chance): { bytes: Buffer; frames: number } {
  const payload = Buffer.from(text);
  if (!chance.odds(0.1)) return { bytes: clientFrame(TEXT, payload), frames: 1 };
  const parts: Buffer[] = [];
  const pieces = 2 + chance.below(4);
  for (let piece = 0, at = 0; piece < pieces; piece += 1) {
    const isLast = piece === pieces - 1;
    const end = isLast ? payload.length : Math.min(payload.length, at + chance.below(40));
    const opcode = piece === 0 ? TEXT : CONTINUATION;
    parts.push(clientFrame(opcode, payload.subarray(at, end), { fin: isLast }));
    if (!isLast && chance.odds(0.5)) parts.push(clientFrame(PING, chance.bytes(chance.below(126))));
    at = end;
  }
  return { bytes: Buffer.concat(parts), frames: parts.length };
}
