import { beforeEach, describe, expect, it } from 'vitest';
import { ForwarderBench } from './testing/forwarder-bench.ts';
import { receiverReport, rtcp, rtp, senderReport } from './testing/packets.ts';

let bench: ForwarderBench;
beforeEach(() => {
  bench = new ForwarderBench();
});

describe('counting', () => {
  it('counts what came from each and what went to each, in payload bytes', () => {
    [1, 2, 3].forEach((ssrc) => bench.add(ssrc));
    [1, 2, 3].forEach((ssrc) => bench.talk(ssrc));
    const bytes = rtp({ ssrc: 1 }).length;
    const sums = [1, 2, 3].map((ssrc) => {
      const { packets_in, bytes_in, packets_out, bytes_out } = bench.figures(ssrc);
      expect([bytes_in, bytes_out]).toEqual([packets_in * bytes, packets_out * bytes]);
      return [packets_in, packets_out];
    });
    expect(sums).toEqual([
      [1, 2],
      [1, 1],
      [1, 0],
    ]);
    const totals = { packets_in: 3, packets_out: 3, bytes_in: 3 * bytes, bytes_out: 3 * bytes };
    expect(bench.reader.totals()).toMatchObject(totals);
  });

  it('counts each reason of a drop', () => {
    const now = bench.clock.monotonic();
    bench.io.comes(Buffer.alloc(11), '10.0.0.1:1', now);
    bench.io.comes(Buffer.alloc(1501, 0x80), '10.0.0.1:1', now);
    bench.io.comes(Buffer.alloc(12, 64), '10.0.0.1:1', now);
    bench.io.comes(rtp({ ssrc: 77 }), '10.0.0.1:1', now);
    bench.io.comes(rtp({ ssrc: 0 }), '10.0.0.1:1', now);
    expect(bench.reader.totals().drops).toMatchObject({
      too_short: 1,
      too_long: 1,
      not_rtp: 1,
      unknown_ssrc: 2,
    });
  });

  it('counts a packet that the system refuses for the one it did not reach', () => {
    [1, 2, 3].forEach((ssrc) => bench.add(ssrc));
    [2, 3].forEach((ssrc) => bench.talk(ssrc));
    bench.io.refusing.add('10.0.0.2:4000');
    expect(bench.talk(1)).toEqual(['10.0.0.3:4000']);
    expect(bench.figures(2)).toMatchObject({ packets_out: 1, drops: { send_failed: 1 } });
    expect(bench.figures(1)).toMatchObject({ packets_in: 1, drops: {} });
    expect(bench.reader.totals()).toMatchObject({ packets_out: 2, drops: { send_failed: 1 } });
  });
});

describe('quality', () => {
  it('counts what is relayed, and no packet of another IP or port', () => {
    [1, 2].forEach((ssrc) => bench.add(ssrc));
    const from = (address: string, sequence: number, payload?: string): void => {
      const packet = rtp({ ssrc: 1, sequence, ...(payload !== undefined && { payload }) });
      bench.io.comes(packet, address, bench.clock.monotonic());
    };
    from('10.0.0.1:4000', 7);
    from('10.0.0.9:4000', 20);
    from('10.0.0.1:4001', 30);
    from('10.0.0.1:4000', 9);
    from('10.0.0.1:4000', 10, '');
    bench.io.comes(rtcp(1), '10.0.0.1:4000', bench.clock.monotonic());
    expect(bench.figures(1)).toMatchObject({ expected: 4, lost: 1, packets_in: 4, spurts: 1 });
    expect(bench.figures(2)).toMatchObject({ expected: 0 });
  });

  it('has the media round trip of a member, observers included, as reports pass', () => {
    bench.add(1);
    bench.add(2, { mayTalk: false });
    bench.io.comes(senderReport(1, 42), '10.0.0.1:4000', 1_000);
    const report = receiverReport(2, { about: 1, lsr: 42, dlsr: 65_536 });
    bench.io.comes(report, '10.0.0.9:4000', 2_020);
    expect(bench.figures(2).rtt_ms).toBeNull();
    bench.io.comes(report, '10.0.0.2:4000', 2_030);
    expect(bench.figures(2)).toMatchObject({ rtt_ms: 30, drops: { observer: 1, foreign_ip: 1 } });
    expect(bench.figures(1).rtt_ms).toBeNull();
    bench.forwarder.remove(1);
    bench.add(1);
    bench.io.comes(report, '10.0.0.2:4000', 2_040);
    expect(bench.figures(2).rtt_ms).toBe(30);
  });
});
