import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Limit } from '../../contract/limits.ts';
import { shortTermKey, StunType, writeStun } from '../../media/stun.ts';
import { binding, credentialsOf } from './testing/binding.ts';
import { StunBench } from './testing/stun-bench.ts';

const PER_SECOND = Limit.STUN_PER_SECOND;

let bench: StunBench;
beforeEach(() => {
  bench = new StunBench();
});

describe('a Binding request', () => {
  it('latches whatever its IP, and is answered with where it came from', () => {
    const transactionId = randomBytes(12);
    expect(bench.comes(binding(1, { transactionId }), '203.0.113.7:4000')).toEqual([
      '203.0.113.7:4000',
    ]);
    expect(bench.answer(1)).toMatchObject({
      type: StunType.SUCCESS,
      transactionId,
      mappedAddress: { ip: '203.0.113.7', port: 4000 },
    });
    expect(bench.figures(1)).toMatchObject({
      address: '203.0.113.7:4000',
      latchedBy: 'stun',
      drops: {},
    });
    expect(bench.talk(2, '10.0.0.2:4000')).toEqual(['203.0.113.7:4000']);
    expect(bench.figures(2)).toMatchObject({ latchedBy: 'rtp' });
  });

  it('is no media: it is neither relayed nor counted as such', () => {
    bench.talk(2, '10.0.0.2:4000');
    expect(bench.comes(binding(1), '10.0.0.1:4000')).toEqual(['10.0.0.1:4000']);
    const { packets_in, packets_out } = bench.reader.totals();
    expect({ packets_in, packets_out }).toEqual({ packets_in: 1, packets_out: 0 });
    expect(bench.figures(1)).toMatchObject({ packets_in: 0, packets_out: 0, talking: false });
  });

  it('moves the address at once, to any port and any IP', () => {
    for (const from of ['10.0.0.1:4000', '10.0.0.1:4001', '192.0.2.1:1', '10.0.0.1:1']) {
      bench.comes(binding(1), from);
      expect(bench.figures(1).address).toBe(from);
      expect(bench.talk(2, '10.0.0.2:4000')).toEqual([from]);
    }
    expect(bench.figures(1).drops).toEqual({});
  });

  it('tells an address in IPv6', () => {
    bench.comes(binding(1), '2001:db8::17:4000');
    expect(bench.answer(1).mappedAddress).toEqual({ ip: '2001:db8::17', port: 4000 });
  });

  it('proves an address that plain RTP has latched', () => {
    bench.talk(1, '10.0.0.1:4000');
    expect(bench.figures(1).latchedBy).toBe('rtp');
    bench.comes(binding(1), '10.0.0.1:4000');
    expect(bench.figures(1)).toMatchObject({ latchedBy: 'stun', address: '10.0.0.1:4000' });
  });

  it('is a sign of life that plain RTP is not', () => {
    bench.talk(1, '10.0.0.1:4000');
    expect(bench.reader.lastAuthenticatedAt(1, 1)).toBeNull();
    bench.clock.advance(5_000);
    bench.comes(binding(1), '10.0.0.1:4000');
    expect(bench.reader.lastAuthenticatedAt(1, 1)).toBe(15_000);
    bench.clock.advance(5_000);
    bench.talk(1, '10.0.0.1:4000');
    expect(bench.reader.lastAuthenticatedAt(1, 1)).toBe(15_000);
    expect(bench.reader.lastAuthenticatedAt(1, 9)).toBeNull();
  });

  it('is answered again when it is repeated, with no more said about life', () => {
    const request = binding(1);
    bench.comes(request, '10.0.0.1:4000');
    bench.clock.advance(500);
    expect(bench.comes(request, '10.0.0.1:4000')).toEqual(['10.0.0.1:4000']);
    expect(bench.reader.lastAuthenticatedAt(1, 1)).toBe(10_000);
  });

  it('may be authenticated with SHA-256', () => {
    const { username, password } = credentialsOf(1);
    const name = { type: 0x0006, value: Buffer.from(username) };
    const seal = { key: shortTermKey(password), hash: 'sha256' } as const;
    bench.comes(writeStun(StunType.REQUEST, randomBytes(12), [name], seal), '10.0.0.1:4000');
    expect(bench.answer(1)).toMatchObject({
      type: StunType.SUCCESS,
      integrity: { hash: 'sha256' },
    });
  });

  it('with an attribute that nobody knows is answered 420 and moves nothing', () => {
    const { username, password } = credentialsOf(1);
    const attributes = [
      { type: 0x0006, value: Buffer.from(username) },
      { type: 0x0025, value: Buffer.alloc(0) },
    ];
    const seal = { key: shortTermKey(password), hash: 'sha1' } as const;
    const request = writeStun(StunType.REQUEST, randomBytes(12), attributes, seal);
    expect(bench.comes(request, '10.0.0.1:4000')).toEqual(['10.0.0.1:4000']);
    expect(bench.answer(1)).toMatchObject({ type: StunType.ERROR, errorCode: 420 });
    expect(bench.figures(1)).toMatchObject({ address: null, drops: { bad_stun: 1 } });
  });

  it('counts an answer that the system refuses, and nothing else', () => {
    bench.io.refusing.add('10.0.0.1:4000');
    bench.comes(binding(1), '10.0.0.1:4000');
    expect(bench.figures(1)).toMatchObject({
      packets_out: 0,
      bytes_out: 0,
      drops: { send_failed: 1 },
    });
    expect(bench.reader.totals()).toMatchObject({ packets_out: 0, bytes_out: 0 });
  });
});

describe('plain RTP after a proof', () => {
  beforeEach(() => void bench.comes(binding(1), '203.0.113.7:4000'));

  it('comes from the proved address', () => {
    bench.talk(2, '10.0.0.2:4000');
    expect(bench.talk(1, '203.0.113.7:4000')).toEqual(['10.0.0.2:4000']);
  });

  it('moves the port on the proved IP, by the rules for plain RTP', () => {
    bench.clock.advance(499);
    bench.talk(1, '203.0.113.7:4001');
    expect(bench.figures(1)).toMatchObject({ drops: { port_moved_early: 1 }, latchedBy: 'stun' });
    bench.clock.advance(1);
    bench.talk(1, '203.0.113.7:4001');
    expect(bench.figures(1)).toMatchObject({ address: '203.0.113.7:4001', latchedBy: 'rtp' });
  });

  it('does not move it within a second of a proof that did', () => {
    bench.comes(binding(1), '203.0.113.7:4001');
    bench.clock.advance(999);
    bench.talk(1, '203.0.113.7:4000');
    expect(bench.figures(1)).toMatchObject({ address: '203.0.113.7:4001', latchedBy: 'stun' });
    bench.clock.advance(1);
    bench.talk(1, '203.0.113.7:4000');
    expect(bench.figures(1)).toMatchObject({ address: '203.0.113.7:4000', latchedBy: 'rtp' });
  });

  it('takes nothing back to the IP of the WebSocket', () => {
    bench.clock.advance(60_000);
    expect(bench.talk(1, '10.0.0.1:4000')).toEqual([]);
    expect(bench.figures(1)).toMatchObject({
      address: '203.0.113.7:4000',
      drops: { foreign_ip: 1 },
    });
  });
});

describe('the rate', () => {
  it(`is ${PER_SECOND} new requests in a second, of each peer`, () => {
    for (let n = 1; n <= PER_SECOND; n += 1) bench.comes(binding(1), `10.0.0.1:${n}`);
    expect(bench.figures(1)).toMatchObject({ address: `10.0.0.1:${PER_SECOND}`, drops: {} });
    bench.clock.advance(999);
    expect(bench.comes(binding(1), '10.0.0.1:4000')).toEqual([]);
    expect(bench.figures(1)).toMatchObject({
      address: `10.0.0.1:${PER_SECOND}`,
      drops: { stun_rate: 1 },
    });
    expect(bench.comes(binding(2), '10.0.0.2:4000')).toEqual(['10.0.0.2:4000']);
    bench.clock.advance(1);
    expect(bench.comes(binding(1), '10.0.0.1:4000')).toEqual(['10.0.0.1:4000']);
  });

  it('is no more for a request repeated without end, and leaves new ones their share', () => {
    const request = binding(1);
    bench.comes(request, '10.0.0.1:4000');
    const answered = Array.from(
      { length: 100 },
      () => bench.comes(request, '10.0.0.1:4000').length,
    );
    expect(answered.reduce((sum, count) => sum + count)).toBe(PER_SECOND);
    expect(bench.figures(1).drops).toEqual({ stun_rate: 100 - PER_SECOND });
    expect(bench.comes(binding(1), '10.0.0.1:4000')).toHaveLength(1);
  });

  it('is not used up by what others send', () => {
    for (let n = 0; n < 100; n += 1)
      bench.comes(binding(1, { password: 'guess' }), '203.0.113.66:666');
    expect(bench.comes(binding(1), '10.0.0.1:4000')).toHaveLength(1);
  });

  it('does not make a request new again that came beyond it', () => {
    const requests = Array.from({ length: PER_SECOND + 1 }, () => binding(1));
    for (const request of requests) bench.comes(request, '10.0.0.1:4000');
    bench.clock.advance(1_000);
    expect(bench.comes(requests.at(-1) ?? Buffer.alloc(0), '203.0.113.66:666')).toEqual([]);
    expect(bench.dropped('stun_replayed')).toBe(1);
  });
});

it('goes by the last proof under any-ip too, until plain RTP comes from elsewhere', () => {
  bench = new StunBench('any-ip');
  bench.comes(binding(1), '203.0.113.7:4000');
  expect(bench.talk(2, '10.0.0.2:4000')).toEqual(['203.0.113.7:4000']);
  bench.talk(1, '192.0.2.9:1');
  expect(bench.figures(1)).toMatchObject({ address: '192.0.2.9:1', latchedBy: 'rtp' });
});
