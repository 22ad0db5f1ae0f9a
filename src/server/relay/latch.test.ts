import { describe, expect, it } from 'vitest';
import { judge, newLatch, type Latch } from './latch.ts';
import { fakeSource } from './testing/fake-packet-io.ts';

type FakeEndpoint = ReturnType<ReturnType<typeof fakeSource>['endpoint']>;

const HOME = '10.0.0.5';

/** A peer that has latched at 10.0.0.5:4000 and was last heard at 10,000 ms. */
function latched(changes: Partial<Latch<FakeEndpoint>> = {}): Latch<FakeEndpoint> {
  const endpoint: FakeEndpoint = { ip: HOME, port: 4000, refused: () => undefined };
  return { ...newLatch<FakeEndpoint>(HOME), endpoint, heardAt: 10_000, ...changes };
}

describe('same-ip', () => {
  const rule = 'same-ip';

  it('latches on the first packet from the IP of the WebSocket', () => {
    expect(judge(rule, newLatch(HOME), fakeSource('10.0.0.5:4000'), 'rtp', 0)).toBe('latch');
  });

  it.each([
    ['::ffff:10.0.0.5:4000', HOME],
    ['fe80::1%eth0:4000', 'fe80::1'],
    ['FE80::1:4000', 'fe80::1'],
  ])('takes %s for the IP %s', (from, ip) => {
    expect(judge(rule, newLatch(ip), fakeSource(from), 'rtp', 0)).toBe('latch');
  });

  it('drops the first packet if it comes from another IP', () => {
    expect(judge(rule, newLatch(HOME), fakeSource('10.0.0.6:4000'), 'rtp', 0)).toBe('foreign_ip');
  });

  it('knows the address that has latched', () => {
    expect(judge(rule, latched(), fakeSource('10.0.0.5:4000'), 'rtp', 10_000)).toBe('known');
  });

  it('drops another IP however long the address was silent', () => {
    expect(judge(rule, latched(), fakeSource('10.0.0.6:4000'), 'rtp', 1e9)).toBe('foreign_ip');
  });

  it('moves the port after 500 ms of silence, not a moment before', () => {
    const source = fakeSource('10.0.0.5:4001');
    expect(judge(rule, latched(), source, 'rtp', 10_499.9)).toBe('port_moved_early');
    expect(judge(rule, latched(), source, 'rtp', 10_500)).toBe('move');
  });

  it('moves the port once a second, not a moment before', () => {
    const source = fakeSource('10.0.0.5:4001');
    const moved = latched({ heardAt: 9_000, movedAt: 9_000 });
    expect(judge(rule, moved, source, 'rtp', 9_999.9)).toBe('port_moved_early');
    expect(judge(rule, moved, source, 'rtp', 10_000)).toBe('move');
  });

  it('keeps an address that is silent for ever', () => {
    expect(judge(rule, latched(), fakeSource('10.0.0.5:4000'), 'rtp', 1e12)).toBe('known');
  });

  it('never latches on port 0, nor moves to it', () => {
    const source = fakeSource('10.0.0.5:0');
    expect(judge(rule, newLatch(HOME), source, 'rtp', 0)).toBe('port_moved_early');
    expect(judge(rule, latched(), source, 'rtp', 1e9)).toBe('port_moved_early');
  });

  it('lets RTCP of that IP pass without latching or moving', () => {
    const source = fakeSource('10.0.0.5:4001');
    expect(judge(rule, newLatch(HOME), source, 'rtcp', 0)).toBe('pass');
    expect(judge(rule, latched(), source, 'rtcp', 1e9)).toBe('pass');
  });

  it('counts RTCP of the address that has latched as a sign of life', () => {
    expect(judge(rule, latched(), fakeSource('10.0.0.5:4000'), 'rtcp', 1e9)).toBe('known');
  });

  it('drops RTCP of another IP', () => {
    expect(judge(rule, newLatch(HOME), fakeSource('10.0.0.6:4000'), 'rtcp', 0)).toBe('foreign_ip');
  });
});

describe('any-ip', () => {
  const rule = 'any-ip';

  it('latches on the first packet, wherever it comes from', () => {
    expect(judge(rule, newLatch(HOME), fakeSource('192.0.2.1:9'), 'rtp', 0)).toBe('latch');
  });

  it.each(['10.0.0.5:4001', '192.0.2.1:4000'])('moves to %s at once', (from) => {
    expect(judge(rule, latched({ movedAt: 10_000 }), fakeSource(from), 'rtp', 10_000)).toBe('move');
  });

  it('lets RTCP pass without latching or moving', () => {
    expect(judge(rule, latched(), fakeSource('192.0.2.1:9'), 'rtcp', 1e9)).toBe('pass');
  });
});
