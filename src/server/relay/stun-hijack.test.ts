import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DropReason } from '../../contract/drops.ts';
import { shortTermKey, StunType, writeStun } from '../../media/stun.ts';
import { binding, credentialsOf } from './testing/binding.ts';
import { rtp } from './testing/packets.ts';
import { StunBench } from './testing/stun-bench.ts';

let bench: StunBench;
beforeEach(() => {
  bench = new StunBench();
});

describe('nothing is answered and nothing moves', () => {
  const HOME = '10.0.0.1:4000';
  let caught: Buffer;

  beforeEach(() => {
    caught = binding(1);
    bench.comes(caught, HOME);
    bench.clock.advance(60_000);
    bench.io.sent.length = 0;
  });

  const stranger = '203.0.113.66:666';
  const cases: readonly [string, DropReason, () => Buffer][] = [
    ['a wrong password', 'stun_unauthenticated', () => binding(1, { password: 'guess' })],
    ["another member's password", 'stun_unauthenticated', () => passwordOfTwo()],
    ['no integrity', 'stun_unauthenticated', () => bare(1)],
    ['a user name of nobody', 'stun_unauthenticated', () => binding(77)],
    ['a request that was caught', 'stun_replayed', () => caught],
    ['a request with a bit of it changed', 'bad_stun', () => flipped(caught)],
    ['an indication', 'bad_stun', () => ofType(0x0011)],
    ['a success response', 'bad_stun', () => ofType(StunType.SUCCESS)],
    ['a request of TURN', 'bad_stun', () => ofType(0x0003)],
    ['a header and no more', 'bad_stun', () => caught.subarray(0, 19)],
  ];

  it.each(cases)('for %s', (_what, reason, packet) => {
    expect(bench.comes(packet(), stranger)).toEqual([]);
    expect(bench.figures(1).address).toBe(HOME);
    expect(bench.dropped(reason)).toBe(1);
    expect(bench.reader.lastAuthenticatedAt(1, 1)).toBe(10_000);
  });

  it('for a request without a port to answer to', () => {
    expect(bench.comes(binding(1), '10.0.0.1:0')).toEqual([]);
    expect(bench.dropped('bad_stun')).toBe(1);
  });

  it('in 10,000 attempts of all kinds, while the radio is heard as before', () => {
    const attempts = [...cases.map(([, , packet]) => packet), () => rtp({ ssrc: 1 })];
    for (let n = 0; n < 10_000; n += 1) {
      const packet = attempts[n % attempts.length]?.() ?? Buffer.alloc(0);
      bench.comes(packet, `203.0.113.${1 + (n % 250)}:${1024 + n}`);
    }
    expect(bench.io.sent).toEqual([]);
    expect(bench.figures(1)).toMatchObject({ address: HOME, latchedBy: 'stun' });
    const { drops } = bench.reader.totals();
    expect(Object.values(drops).reduce((sum, count) => sum + count)).toBe(10_000);
    expect(bench.talk(2, '10.0.0.2:4000')).toEqual([HOME]);
    // And the radio itself has lost none of its rights.
    expect(bench.comes(binding(1), '198.51.100.1:5000')).toEqual(['198.51.100.1:5000']);
  });

  it('after the membership has ended, not even for its next holder of the SSRC', () => {
    bench.forwarder.remove(1);
    expect(bench.comes(binding(1), HOME)).toEqual([]);
    const fresh = { username: 'another', password: 'another password' };
    const peer = { ssrc: 1, channelId: 'ops', ip: '10.0.0.1', mayTalk: true, stun: fresh };
    bench.forwarder.add(1, 9, peer);
    expect(bench.comes(binding(1), HOME)).toEqual([]);
    expect(bench.dropped('stun_unauthenticated')).toBe(2);
    expect(bench.reader.lastAuthenticatedAt(1, 9)).toBeNull();
  });

  function passwordOfTwo(): Buffer {
    return binding(1, { password: credentialsOf(2).password });
  }

  function bare(ssrc: number): Buffer {
    const name = Buffer.from(credentialsOf(ssrc).username.padEnd(8, '\0'));
    const message = Buffer.concat([caught.subarray(0, 20), Buffer.from([0, 6, 0, 6]), name]);
    message.writeUInt16BE(message.length - 20, 2);
    return message;
  }

  function flipped(packet: Buffer): Buffer {
    const copy = Buffer.from(packet);
    copy[30] = (copy[30] ?? 0) ^ 1;
    return copy;
  }

  function ofType(type: number): Buffer {
    const { username, password } = credentialsOf(1);
    const name = { type: 0x0006, value: Buffer.from(username) };
    const seal = { key: shortTermKey(password), hash: 'sha1' } as const;
    return writeStun(type, randomBytes(12), [name], seal);
  }
});

it('remembers a day at work of requests, whichever is sent again', () => {
  const caught: Buffer[] = [];
  for (let n = 0; n < 4_096; n += 1) {
    caught.push(binding(1));
    bench.comes(caught.at(-1) ?? Buffer.alloc(0), '10.0.0.1:4000');
    bench.clock.advance(10_000);
  }
  for (const request of caught) expect(bench.comes(request, '203.0.113.66:666')).toEqual([]);
  expect(bench.figures(1).drops).toEqual({ stun_replayed: 4_096 });
});
