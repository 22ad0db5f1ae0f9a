import { createHmac } from 'node:crypto';
import { crc32 as zlibCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';
import { xorAddress } from './stun-address.ts';
import {
  bindingRequest,
  bindingSuccess,
  isProved,
  readStun,
  shortTermKey,
  StunType,
  unknownAttributeError,
  writeStun,
  type StunMessage,
} from './stun.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** RFC 5769, sections 2.1 to 2.3. */
const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';
const KEY = shortTermKey(PASSWORD);
const ID = hex('b7e7a701 bc34d686 fa87dfae');
const SAMPLE_REQUEST = hex(`
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae
  80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff 80290008 932ff9b1 51263b36
  00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
  80280004 e57a3bcf`);
const SAMPLE_IPV4_RESPONSE = hex(`
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220 00200008 0001a147 e112a643
  00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
  80280004 c07d4c96`);
const SAMPLE_IPV6_RESPONSE = hex(`
  01010048 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
  00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
  80280004 c8fb0b4c`);
const IPV6 = '2001:db8:1234:5678:11:2233:4455:6677';

function read(bytes: Uint8Array): StunMessage {
  const message = readStun(bytes);
  if (message === null) throw new Error('no STUN message');
  return message;
}

describe('the samples of RFC 5769', () => {
  it('2.1: a request', () => {
    const request = read(SAMPLE_REQUEST);
    expect(request).toMatchObject({ type: StunType.REQUEST, username: 'evtj:h6vY' });
    expect(request.transactionId).toEqual(ID);
    // PRIORITY of ICE has to be understood, and means nothing here.
    expect(request.unknown).toEqual([0x24]);
    expect(isProved(request, KEY)).toBe(true);
    expect(isProved(request, shortTermKey(`${PASSWORD}.`))).toBe(false);
  });

  it.each([
    ['2.2', SAMPLE_IPV4_RESPONSE, '192.0.2.1'],
    ['2.3', SAMPLE_IPV6_RESPONSE, IPV6],
  ])('%s: a response', (_section, sample, ip) => {
    const response = read(sample);
    expect(response).toMatchObject({ type: StunType.SUCCESS, username: null, unknown: [] });
    expect(response.mappedAddress).toEqual({ ip, port: 32853 });
    expect(isProved(response, KEY)).toBe(true);
    const value = xorAddress({ ip, port: 32853 }, ID);
    expect(sample.subarray(40, 40 + value.length)).toEqual(value);
  });

  it('no longer hold once a bit of them is another', () => {
    for (const sample of [SAMPLE_REQUEST, SAMPLE_IPV4_RESPONSE, SAMPLE_IPV6_RESPONSE]) {
      for (let bit = 0; bit < 8 * sample.length; bit += 1) {
        const broken = Buffer.from(sample);
        broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const found = readStun(broken);
        // The type of the fingerprint is protected by nothing, and the message does without it.
        const isItsType = bit >> 4 === (sample.length - 8) >> 1;
        expect(found !== null && isProved(found, KEY) && !isItsType).toBe(false);
      }
    }
  });
});

describe('a binding', () => {
  const request = bindingRequest(ID, 'somebody', KEY);

  it('is asked for with user name, integrity and fingerprint', () => {
    const message = read(request);
    expect(message).toMatchObject({ type: StunType.REQUEST, username: 'somebody', unknown: [] });
    expect(message.transactionId).toEqual(ID);
    expect(isProved(message, KEY)).toBe(true);
    expect(request.length).toBe(20 + 12 + 24 + 8);
  });

  it.each(['192.0.2.1', IPV6, '::1', '::', 'fe80::1', '2001:db8::', '64:ff9b::192.0.2.33'])(
    'is answered with the address %s, in no more bytes than were asked with',
    (ip) => {
      const answer = bindingSuccess(read(request), { ip, port: 4000 }, KEY);
      const message = read(answer);
      const same = ip.endsWith('.33') ? '64:ff9b::c000:221' : ip;
      expect(message.mappedAddress).toEqual({ ip: same, port: 4000 });
      expect(message.transactionId).toEqual(ID);
      expect(isProved(message, KEY)).toBe(true);
      const wanted = bindingRequest(ID, 'x'.repeat(22), KEY);
      expect(answer.length).toBeLessThanOrEqual(wanted.length);
    },
  );

  it('names no address that is none', () => {
    expect(() => bindingSuccess(read(request), { ip: 'here', port: 1 }, KEY)).toThrow('here');
  });

  it('is answered with 420 where an attribute is unknown', () => {
    const answer = read(unknownAttributeError(read(SAMPLE_REQUEST), KEY));
    expect(answer).toMatchObject({ type: StunType.ERROR, errorCode: 420, unknown: [] });
    expect(isProved(answer, KEY)).toBe(true);
    expect(answer.bytes.includes(hex('000a0002 0024'))).toBe(true);
  });

  it('may be authenticated with SHA-256, and is answered in kind', () => {
    const name = { type: 6, value: Buffer.from('somebody') };
    const strong = read(writeStun(StunType.REQUEST, ID, [name], { key: KEY, hash: 'sha256' }));
    expect(strong.integrity?.hash).toBe('sha256');
    expect(isProved(strong, KEY)).toBe(true);
    const answer = read(bindingSuccess(strong, { ip: '192.0.2.1', port: 1 }, KEY));
    expect(answer.integrity?.hash).toBe('sha256');
    expect(isProved(answer, KEY)).toBe(true);
    // Against the text of section 14.6, not against our own sum.
    const { at = 0 } = strong.integrity ?? {};
    const covered = Buffer.from(strong.bytes.subarray(0, at));
    covered.writeUInt16BE(at + 36 - 20, 2);
    const expected = createHmac('sha256', PASSWORD).update(covered).digest();
    expect(strong.bytes.subarray(at + 4, at + 36)).toEqual(expected);
  });
});

describe('reading', () => {
  /** A message of parts, each an attribute in hex, with a length that is right. */
  function message(...attributes: string[]): Buffer {
    const body = hex(attributes.join(''));
    const header = hex('0001 0000 2112a442 b7e7a701 bc34d686 fa87dfae');
    header.writeUInt16BE(body.length, 2);
    return Buffer.concat([header, body]);
  }
  const NAME = '0006 0004 61626364';
  const INTEGRITY = `0008 0014 ${'00'.repeat(20)}`;
  const INTEGRITY_SHA256 = `001c 0020 ${'00'.repeat(32)}`;

  it('takes a message without fingerprint, integrity or anything', () => {
    expect(read(message())).toMatchObject({ username: null, integrity: null });
    expect(isProved(read(message(NAME)), KEY)).toBe(false);
  });

  it('looks at no attribute behind the integrity, which does not protect it', () => {
    const read1 = read(message(INTEGRITY, NAME, '0001 0000'));
    expect(read1).toMatchObject({ username: null, unknown: [] });
    const read2 = read(message(NAME, INTEGRITY, INTEGRITY_SHA256));
    expect(read2).toMatchObject({ username: 'abcd', integrity: { hash: 'sha256', at: 52 } });
    const read3 = read(message(INTEGRITY_SHA256, INTEGRITY));
    expect(read3.integrity).toEqual({ hash: 'sha256', at: 20 });
  });

  it('takes the first of two names, and tells what it does not understand', () => {
    const two = read(message(NAME, '0006 0004 65666768', '7fff 0000', '8000 0000'));
    expect(two).toMatchObject({ username: 'abcd', unknown: [0x7fff] });
  });

  it.each([
    ['a fingerprint that is not the last', message('8028 0004 00000000', NAME)],
    ['a wrong fingerprint', message(NAME, '8028 0004 00000000')],
    ['an attribute longer than the message', message('0006 0008 61626364')],
    ['half an attribute', message('0006')],
    ['an integrity that is cut short', message(`0008 0010 ${'00'.repeat(16)}`)],
    ['a strong integrity that is cut short', message(`001c 0010 ${'00'.repeat(16)}`)],
    ['less than a header', message().subarray(0, 16)],
    ['more than its length says', Buffer.concat([message(), Buffer.alloc(4)])],
    ['a length that is no multiple of 4', Buffer.concat([message(), Buffer.alloc(2)])],
    ['another cookie', message().fill(0, 4, 8)],
    ['RTP', message().fill(0x80, 0, 1)],
  ])('refuses %s', (_what, bytes) => {
    expect(readStun(bytes)).toBeNull();
  });

  it('throws for no bytes whatever', () => {
    const attribute = fc.tuple(fc.nat(0xffff), fc.nat(60), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 6 }), (attributes) => {
        const parts = attributes.map(([type, length, value]) => {
          const head = Buffer.alloc(4);
          head.writeUInt16BE(type % 3 === 0 ? type : type % 0x30, 0);
          head.writeUInt16BE(length, 2);
          return Buffer.concat([head, value]).toString('hex');
        });
        const found = readStun(message(...parts));
        if (found !== null) expect(isProved(found, KEY)).toBe(false);
      }),
    );
  });

  it('sums up as zlib does', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      }),
    );
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });
});
