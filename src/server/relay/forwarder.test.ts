import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ForwarderBench, MOST } from './testing/forwarder-bench.ts';
import { rtcp, rtp } from './testing/packets.ts';

let bench: ForwarderBench;
beforeEach(() => {
  bench = new ForwarderBench();
});

describe('relaying', () => {
  it('sends to every other member whose address is known, unchanged', () => {
    [1, 2, 3].forEach((ssrc) => bench.add(ssrc));
    expect(bench.talk(1)).toEqual([]);
    expect(bench.talk(2)).toEqual(['10.0.0.1:4000']);
    const packet = rtp({ ssrc: 1, csrcs: 2, extensionWords: 1, payload: 'over' });
    expect(bench.io.comes(packet, '10.0.0.1:4000', 0)).toEqual(['10.0.0.2:4000']);
    expect(bench.io.sent.at(-1)?.packet).toBe(packet);
  });

  it('makes the address of an empty packet known, and takes it for no speech', () => {
    bench.add(1);
    bench.add(2, { mayTalk: false });
    for (const ssrc of [1, 2]) {
      bench.io.comes(rtp({ ssrc, payload: '' }), `10.0.0.${ssrc}:4000`, bench.clock.monotonic());
      expect(bench.figures(ssrc)).toMatchObject({ packets_in: 1, talking: false, drops: {} });
    }
    expect(bench.talk(1)).toEqual(['10.0.0.2:4000']);
    expect(bench.figures(1)).toMatchObject({ talking: true });
  });

  it('keeps channels apart', () => {
    bench.add(1);
    bench.add(2, { channelId: 'other' });
    bench.talk(2);
    expect(bench.talk(1)).toEqual([]);
  });

  it('relays RTCP the same way', () => {
    bench.add(1);
    bench.add(2);
    bench.talk(2);
    expect(bench.io.comes(rtcp(1), '10.0.0.1:4001', 0)).toEqual(['10.0.0.2:4000']);
    expect(bench.figures(1)).toMatchObject({ packets_in: 1, talking: false, talkStartedAt: null });
    expect(bench.talk(2)).toEqual([]);
  });

  it('looks at nobody but the members of the channel', () => {
    for (let ssrc = 1; ssrc < MOST; ssrc += 1) {
      bench.add(ssrc, { channelId: `channel ${ssrc % 100}`, ip: '10.0.0.1' });
      bench.talk(ssrc, `10.0.0.1:${ssrc}`);
    }
    bench.io.visited = 0;
    bench.talk(7, '10.0.0.1:7');
    expect(bench.io.visited).toBe(4);
  });

  it('keeps sending to who only listens', () => {
    bench.add(1);
    bench.add(2);
    bench.talk(2);
    bench.clock.advance(24 * 3600 * 1000);
    expect(bench.talk(1)).toEqual(['10.0.0.2:4000']);
  });
});

describe('latching', () => {
  beforeEach(() => {
    bench.add(1);
    bench.add(2);
    bench.talk(1);
    bench.talk(2);
  });

  it('moves the port after silence, and sends there', () => {
    bench.clock.advance(499);
    expect(bench.talk(1, '10.0.0.1:4001')).toEqual([]);
    expect(bench.figures(1)).toMatchObject({
      drops: { port_moved_early: 1 },
      address: '10.0.0.1:4000',
    });
    bench.clock.advance(1);
    expect(bench.talk(1, '10.0.0.1:4001')).toEqual(['10.0.0.2:4000']);
    expect(bench.figures(1).address).toBe('10.0.0.1:4001');
    expect(bench.talk(2)).toEqual(['10.0.0.1:4001']);
  });

  it('moves once a second', () => {
    bench.clock.advance(500);
    bench.talk(1, '10.0.0.1:4001');
    bench.clock.advance(999);
    bench.talk(1, '10.0.0.1:4002');
    expect(bench.figures(1).address).toBe('10.0.0.1:4001');
    bench.clock.advance(1);
    bench.talk(1, '10.0.0.1:4002');
    expect(bench.figures(1).address).toBe('10.0.0.1:4002');
  });

  it('does not move as long as the old address talks or reports', () => {
    bench.clock.advance(400);
    bench.io.comes(rtcp(1), '10.0.0.1:4000', bench.clock.monotonic());
    bench.clock.advance(400);
    expect(bench.talk(1, '10.0.0.1:4001')).toEqual([]);
    expect(bench.figures(1).drops).toEqual({ port_moved_early: 1 });
  });

  it('does not give a stream to a stranger', () => {
    bench.clock.advance(60_000);
    expect(bench.talk(1, '10.0.0.9:4000')).toEqual([]);
    expect(bench.figures(1)).toMatchObject({ drops: { foreign_ip: 1 }, address: '10.0.0.1:4000' });
  });

  it('gives it to anybody under any-ip', () => {
    bench = new ForwarderBench('any-ip');
    bench.add(1);
    bench.add(2);
    bench.talk(2, '192.0.2.7:9');
    bench.talk(2, '192.0.2.8:9');
    expect(bench.talk(1)).toEqual(['192.0.2.8:9']);
  });
});

describe('an observer', () => {
  it('latches and hears, and is not heard', () => {
    bench.add(1, { mayTalk: false });
    bench.add(2);
    bench.talk(2);
    expect(bench.talk(1)).toEqual([]);
    expect(bench.io.comes(rtcp(1), '10.0.0.1:4000', 0)).toEqual([]);
    expect(bench.figures(1)).toMatchObject({
      packets_in: 0,
      drops: { observer: 2 },
      talking: false,
    });
    expect(bench.talk(2)).toEqual(['10.0.0.1:4000']);
  });
});

describe('a muted radio', () => {
  it('hears, latches and is not heard, until it is again', () => {
    bench.add(1);
    bench.add(2, { muted: true });
    bench.talk(1);
    expect(bench.talk(2)).toEqual([]);
    expect(bench.talk(1)).toEqual(['10.0.0.2:4000']);
    expect(bench.figures(2)).toMatchObject({ drops: { muted: 1 }, packets_in: 0, talking: false });
    bench.forwarder.mute(2, false);
    expect(bench.talk(2)).toEqual(['10.0.0.1:4000']);
    bench.forwarder.mute(2, true);
    expect(bench.talk(2)).toEqual([]);
  });
});

describe('a radio that sends too much', () => {
  it('is heard for its share of each second, and nobody else can use that up', () => {
    bench = new ForwarderBench('same-ip', 3);
    for (const ssrc of [1, 2]) bench.add(ssrc);
    bench.talk(2);
    for (let i = 0; i < 10; i += 1) bench.talk(1, '10.9.9.9:4000');
    expect([1, 2, 3, 4].map(() => bench.talk(1).length)).toEqual([1, 1, 1, 0]);
    expect(bench.figures(1)).toMatchObject({
      drops: { foreign_ip: 10, too_many: 1 },
      packets_in: 3,
    });
    bench.clock.advance(1_000);
    expect(bench.talk(1)).toHaveLength(1);
  });
});

describe('removal', () => {
  it('keeps a refusal that comes late away from the next peer in the slot', () => {
    bench.add(1);
    bench.add(2);
    bench.talk(2);
    bench.io.refusing.add('10.0.0.2:4000');
    bench.io.isLate = true;
    bench.talk(1);
    bench.forwarder.remove(2);
    bench.forwarder.add(2, 22, { ssrc: 2, channelId: 'ops', ip: '10.0.0.2', mayTalk: true });
    bench.io.lateRefusals.forEach((refuse) => refuse());
    expect(bench.reader.peer(2, 22, bench.clock.monotonic())).toMatchObject({
      packets_out: 0,
      drops: {},
    });
    expect(bench.reader.totals()).toMatchObject({ packets_out: 0, drops: { send_failed: 1 } });
  });

  it('forgets a channel with its last member', () => {
    bench.add(1);
    bench.add(2);
    bench.forwarder.remove(1);
    bench.add(1);
    expect(bench.io.fanOuts).toBe(1);
    bench.forwarder.remove(1);
    bench.forwarder.remove(2);
    bench.add(1);
    expect(bench.io.fanOuts).toBe(2);
  });

  it('frees the SSRC and stops sending', () => {
    [1, 2, 3].forEach((ssrc) => bench.add(ssrc));
    [1, 2, 3].forEach((ssrc) => bench.talk(ssrc));
    bench.forwarder.remove(1);
    bench.forwarder.remove(1);
    expect(bench.talk(1)).toEqual([]);
    expect(bench.reader.totals().drops.unknown_ssrc).toBe(1);
    expect(bench.talk(2)).toEqual(['10.0.0.3:4000']);
  });

  it('leaves a fresh peer in the slot without address and figures', () => {
    bench.add(1);
    bench.add(2);
    bench.talk(1);
    bench.talk(2);
    bench.forwarder.remove(1);
    bench.forwarder.add(1, 99, { ssrc: 1, channelId: 'ops', ip: '10.0.0.1', mayTalk: true });
    expect(bench.talk(2)).toEqual([]);
    expect(bench.reader.peer(1, 99, 0)).toMatchObject({
      packets_in: 0,
      packets_out: 0,
      address: null,
    });
  });

  it('sends to exactly the members there are, whoever comes, talks and goes', () => {
    const step = fc.tuple(
      fc.constantFrom('add', 'talk', 'remove'),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('ops', 'fire'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        bench = new ForwarderBench();
        const model = new Map<number, { channel: string; isReached: boolean }>();
        for (const [what, ssrc, channelId] of steps) {
          const peer = model.get(ssrc);
          if (what === 'add' && peer === undefined) {
            bench.add(ssrc, { channelId });
            model.set(ssrc, { channel: channelId, isReached: false });
          } else if (what === 'remove') {
            bench.forwarder.remove(ssrc);
            model.delete(ssrc);
          } else if (what === 'talk') {
            const hearers = [...model]
              .filter(([other, { isReached }]) => isReached && other !== ssrc)
              .filter(([, { channel }]) => channel === peer?.channel)
              .map(([other]) => `10.0.0.${other}:4000`);
            expect(bench.talk(ssrc).sort()).toEqual(hearers.sort());
            if (peer !== undefined) peer.isReached = true;
          }
        }
      }),
    );
  });
});
