import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, ssrcOf } from './rtp.ts';
import { rtcp, rtp } from './testing/packets.ts';

describe('length', () => {
  it('takes 12 to 1,500 bytes', () => {
    expect(classify(rtp({ ssrc: 1, payload: '' }))).toBe('empty_rtp');
    expect(classify(rtp({ ssrc: 1, payload: 'x' }))).toBe('rtp');
    expect(classify(rtp({ ssrc: 1, payload: 'x'.repeat(1488) }))).toBe('rtp');
  });

  it('refuses one byte less and one more', () => {
    expect(classify(rtp({ ssrc: 1 }).subarray(0, 11))).toBe('too_short');
    expect(classify(new Uint8Array())).toBe('too_short');
    expect(classify(rtp({ ssrc: 1, payload: 'x'.repeat(1489) }))).toBe('too_long');
  });
});

describe('first byte (RFC 7983)', () => {
  it.each([128, 191])('takes %i', (first) => {
    const packet = Buffer.alloc(200);
    packet[0] = first;
    expect(classify(packet)).toBe('rtp');
  });

  it.each([0, 3])('takes %i for STUN', (first) => {
    const packet = Buffer.alloc(200);
    packet[0] = first;
    expect(classify(packet)).toBe('stun');
  });

  it.each([4, 20, 63, 64, 127, 192, 255])('refuses %i', (first) => {
    const packet = Buffer.alloc(200);
    packet[0] = first;
    expect(classify(packet)).toBe('not_rtp');
  });
});

describe('second byte (RFC 5761)', () => {
  it.each([0, 111, 127, 191, 224, 239, 255])('%i is RTP', (second) => {
    expect(classify(rtp({ ssrc: 1, second }))).toBe('rtp');
  });

  it.each([192, 200, 201, 205, 207, 223])('%i is RTCP', (second) => {
    expect(classify(rtcp(1, second))).toBe('rtcp');
  });
});

describe('RTP header (RFC 3550)', () => {
  it('has to hold its CSRC list', () => {
    const packet = rtp({ ssrc: 1, csrcs: 15, payload: '' });
    expect(classify(packet)).toBe('empty_rtp');
    expect(classify(packet.subarray(0, -1))).toBe('not_rtp');
  });

  it('has to hold its extension', () => {
    const packet = rtp({ ssrc: 1, csrcs: 1, extensionWords: 2, payload: '' });
    expect(classify(packet)).toBe('empty_rtp');
    expect(classify(packet.subarray(0, -1))).toBe('not_rtp');
  });

  it('has to hold the length of its extension', () => {
    const packet = rtp({ ssrc: 1, extensionWords: 0, payload: '' });
    expect(classify(packet)).toBe('empty_rtp');
    expect(classify(packet.subarray(0, -1))).toBe('not_rtp');
  });
});

describe('RTCP header (RFC 3550)', () => {
  it('has to hold its first packet', () => {
    expect(classify(rtcp(1))).toBe('rtcp');
    expect(classify(rtcp(1).subarray(0, -1))).toBe('not_rtp');
  });

  it('may be followed by more packets', () => {
    expect(classify(Buffer.concat([rtcp(1), rtcp(1, 202, 12)]))).toBe('rtcp');
  });
});

describe('SSRC', () => {
  it('is at offset 8 of RTP and at offset 4 of RTCP, unsigned', () => {
    expect(ssrcOf(rtp({ ssrc: 0xfedcba98 }), 'rtp')).toBe(0xfedcba98);
    expect(ssrcOf(rtcp(0xfedcba98), 'rtcp')).toBe(0xfedcba98);
  });
});

it('never throws, whatever a datagram holds', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 1600 }),
      fc.integer({ min: 0, max: 255 }),
      (bytes, first) => {
        if (bytes.length > 0) bytes[0] = first;
        expect(['stun', 'rtp', 'empty_rtp', 'rtcp', 'too_short', 'too_long', 'not_rtp']).toContain(
          classify(bytes),
        );
      },
    ),
  );
});
