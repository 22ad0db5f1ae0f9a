import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RtpPacket, buildRtp, parseRtp } from './rtp.ts';

const packet: RtpPacket = {
  payloadType: 111,
  marker: true,
  sequence: 0x1234,
  timestamp: 0x8000_0001,
  ssrc: 0xdead_beef,
  payload: Buffer.from([0xfc, 1, 2, 3]),
};

describe('RTP', () => {
  it('has the fixed header of RFC 3550, 5.1', () => {
    expect(buildRtp(packet).toString('hex')).toBe('80ef123480000001deadbeeffc010203');
  });

  it('reads what it builds', () => {
    const any = fc.record({
      payloadType: fc.integer({ min: 96, max: 127 }),
      marker: fc.boolean(),
      sequence: fc.integer({ min: 0, max: 0xffff }),
      timestamp: fc.integer({ min: 0, max: 0xffff_ffff }),
      ssrc: fc.integer({ min: 0, max: 0xffff_ffff }),
      payload: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(any, (built) => {
        expect(parseRtp(buildRtp(built))).toEqual(built);
      }),
    );
  });

  it('leaves CSRCs, header extension and padding out of the payload', () => {
    const header = buildRtp({ ...packet, payload: new Uint8Array() });
    header[0] = 0x80 | 0x20 | 0x10 | 2;
    const csrcs = Buffer.alloc(8);
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 9, 9, 9, 9]);
    const bytes = Buffer.concat([header, csrcs, extension, Buffer.from([7, 8, 0, 0, 3])]);
    expect(parseRtp(bytes)?.payload).toEqual(Buffer.from([7, 8]));
  });

  it.each([
    ['11 bytes', buildRtp(packet).subarray(0, 11)],
    ['version 1', Buffer.concat([Buffer.from([0x40]), buildRtp(packet).subarray(1)])],
    ['RTCP', Buffer.concat([Buffer.from([0x80, 200]), buildRtp(packet).subarray(2)])],
    ['CSRCs cut off', Buffer.concat([Buffer.from([0x8f]), buildRtp(packet).subarray(1)])],
    [
      'an extension cut off',
      Buffer.concat([Buffer.from([0x90]), buildRtp(packet).subarray(1, 14)]),
    ],
    ['an extension too long', Buffer.concat([Buffer.from([0x90]), buildRtp(packet).subarray(1)])],
    [
      'padding of no bytes',
      Buffer.concat([Buffer.from([0xa0]), buildRtp(packet).subarray(1, 15), Buffer.from([0])]),
    ],
    [
      'padding too long',
      Buffer.concat([Buffer.from([0xa0]), buildRtp(packet).subarray(1, 15), Buffer.from([9])]),
    ],
  ])('takes no %s', (_what, bytes) => {
    expect(parseRtp(bytes)).toBeNull();
  });

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const parsed = parseRtp(Buffer.from(bytes));
        return parsed === null || parsed.payload.length <= bytes.length - 12;
      }),
    );
  });
});
